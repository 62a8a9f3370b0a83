/**
 * What comments say in other languages, as far as it is plain: that something is waited for until it has started, is ready, connected or loaded.
 * Forms of "to wait" are whole words: parts of them stand in English ones (desperate, attendees, warts).
 */
export const saysReadyAbroad: readonly RegExp[] = [
  /(?:等待?|等一下|给|給).{0,14}(?:启动|啟動|就绪|就緒|初始化|连接|連接|連線|建立|加载|加載|載入|准备|準備|上线|注册)/,
  /(?:起動|準備|接続|初期化|ロード|読み込み|確立|立ち上が).{0,10}(?:待|まで)/,
  /(?:시작|준비|연결|초기화|로딩|로드|기동|부팅).{0,10}(?:대기|기다|때까지)|(?:대기|기다).{0,10}(?:시작|준비|연결)/,
  /(?:жд[её]м|ждать|подожд|ожида|дать|да[её]м).{0,30}(?:запус|старт|подключ|готов|загру|подним|поднял|инициализ|соедин)/i,
  /\b(?:esper(?:a|ar|amos|ando|e|en|o)|dar tiempo|damos tiempo|d[ae]ndo tiempo)\b.{0,40}\b(?:inici|arran|list[oa]s?\b|conect|conex|cargu?|levant)/i,
  /\b(?:esper(?:a|ar|amos|ando|e|em|o)|aguard(?:a|ar|amos|ando|e|em|o)|dar tempo|dando tempo)\b.{0,40}\b(?:inici|subir|suba|pront[oa]s?\b|conect|conex|carreg)/i,
  /\b(?:wart(?:e|en|et)|abwarten|zeit (?:geben|lassen))\b.{0,40}(?:\bstart|gestartet|hochf[aä]hr|hochgef|\bbereit|verb[iu]nd|geladen|initialisier)/i,
  /\b(?:attend(?:re|s|ons|ez|ant)?|laiss(?:e|er|ons|ez|ant))\b.{0,40}\b(?:d[ée]marr|pr[êe]te?s?\b|connect|connexion|charg|initialis|lanc)/i,
  /\b(?:aspett(?:a|are|iamo|ando|o|i)|attend(?:i|e|ere|iamo|endo))\b.{0,40}\b(?:avvi|pront[oai]\b|conness|connett|caric)/i,
];

/** The part of such a comment that says before what is waited: `antes de iniciar …`. */
export const saysBeforeAbroad = /\b(?:antes d[aeo]|avant d[eu'’]|avant (?:que|le|la|l['’])|bevor|ehe|vor de[mnr]|prima (?:di|del|che))(?![a-zà-ÿ])[^.;!?\n]*|(?<!\p{L})(?:перед|прежде чем)(?!\p{L})[^.;!?\n]*/giu;

/** Words of those languages that say that something is to end, to move, or not to be, or that time itself paces what is done. */
export const saysOtherAbroad =
  /关闭|關閉|断开|斷開|停止|退出|释放|中断|超时|过期|用户|显示时间|切れ|タイムアウト|끊|해제|만료|사용자|таймаут|потер|разрыв|обрыв|истеч|пользовател|结束|結束|終了|切断|종료|закры|останов|заверш|отключ|\b(?:usu[aá]rio|utilisateur|utente|be?nutzer|expir|pierd|perd[ae]|caduc|cair\b|caia|coup|abbr|abgebr|unterbr|zeit[uü]ber|scad|cerr|deten|apag|desconect|fech|parar|encerr|schlie|beend|stopp|getrennt|ferm|arr[êe]t|d[ée]connect|chiud|disconn|anima[tczç])|动画|動畫|アニメ|애니메이션|анимац|模[拟擬]|シミュレ|시뮬|имитац|симул|\bsimul|下一|下个|每[次个秒隔]|间隔|頻率|频|限流|过快|太快|(?:秒钟?|分钟|ms)之?[后後]|(?:启动|啟動|连接|連接|加载|加載|初始化|注册)之?前|不[会能该應应]|没有|次の|間隔|制限|レート|再試行|リトライ|秒後|前に|ないこと|다음|간격|제한|재시도|전에|않|следующ|кажд|между|огранич|лимит|повтор|не долж|\b(?:entre|pr[oó]xim|siguiente|cada|l[ií]mit|rate|sobrecarg|para (?:no|não)|prochain|suivant|chaque|n[äa]chst|zwischen|jede[rmsn]?\b|kein|nicht|wiederhol|begrenz|prossim|ogni|tra (?:un|le|i)\b|non\b|pour ne pas)/i;
