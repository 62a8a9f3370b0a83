/** First words of a comment that says that something is given time. */
export const givesTime = /\b(?:wait(?:s|ing|ed)?|giv(?:e|es|ing)|allow(?:s|ing)?|let(?:s|'s|ting)?|needs?(?: to)?|needed|ensure|make sure|until|enough time|takes? (?:an?|some|about|around|up to|\d)|(?:some|more|extra) time|(?:delay|sleep|pause|time) (?:so|until|while|for [\w' ]{1,40} to)|(?:has|have) to be|must be)\b/i;

/** Of those, the ones that say that it is time which something is given. */
export const givesTimePlainly = /\b(?:wait(?:s|ing)?|giv(?:e|es|ing)|allow(?:s|ing)?|let(?:s|ting)?|takes? (?:an?|some|about|around|up to|\d))\b/i;

/** Words of a comment that say that it is readiness that is waited for; each from the start of a word. */
export const saysReady =
  /\b(?:start(?:s|ed|ing|up|-up)?|(?:get|is|are|be|become|becomes|fully|until) up|up and running|re-?start(?:s|ed|ing)?|come(?:s)? up|came up|spin(?:s|ning)? up|warm(?:s|ed|ing)?(?: back)? up|(?:re-?)?boot(?:s|ed|ing|s? ?up|strap\w*)?|ready|readiness|connect(?:s|ed|ion|ions|ing)?|re-?connect(?:s|ed|ion|ing)?|auth(?:enticat(?:e|es|ed|ion|ing)|oriz(?:e|es|ed|ation|ing))?|ack(?:s|ed|nowledg\w*)?|handshakes?|subscri\w*|load(?:s|ed|ing)?|join(?:s|ed|ing)?|regist\w*|propagat\w*|settl\w*|stabili[sz]\w*|initiali[sz]\w*|init|spawn\w*|form(?:s|ed|ation)?|link(?:s|ed)?|online|active|activat\w*|sync(?:s|ed|hroni[sz]\w*)?|matched|listen(?:s|ing)?|bind|bound|launch\w*|establish\w*|set ?up|open(?:s|ed|ing)?|mount(?:s|ed)?|attach(?:ed)?|elect(?:s|ed|ion)?|leader(?:s|ship)?|converge\w*|rebalanc\w*|available|reachable|discover\w*|peers?|(?:to be|is|are|been) created)\b/i;

/** Words of a line of output that say that something is ready now, where none says that something is still going on or has failed. */
export const saysReadyNow = /^(?!.*(?:\bnot\b|\bfail|\berror|\blost\b|refused|\bretr|EADDR|\b(?:start|connect|load|wait|build|launch)ing\b)).*\b(?:ready|listening|started|running|online|up and running)\b/is;

/** Of those, the ones that alone say nothing: much else settles, loads or opens. */
export const saysReadyOnlyWithTime = /\b(?:settl\w*|sync\w*|load\w*|open\w*|form\w*|link\w*|active|activat\w*|propagat\w*|matched|mount\w*|bind|bound|attach\w*|peers?|created|init|stabili[sz]\w*|set ?up)\b/gi;

/** Words in which one of those says enough: it is said of a thing that starts. */
export const saysThingReady = /\b(?:server|service|daemon|broker|extension|plugin|worker)s?(?:['’]s?)? (?:to )?(?:(?:be|become|get)(?: fully)? )?(?:activat|load|init|bind|bound|set ?up|(?:open|sync|attach|mount)\w*\b(?! (?:the|an?|its|our|this|that|all|every)\b))/i;

/** Of those, the ones by which anything at all comes to rest, also what has only moved. */
export const saysRest = /\b(?:settl\w*|stabili[sz]\w*)\b/gi;

/** Of those, the ones that are said of anything at all. */
export const saysSettling = /\b(?:settl\w*|stabili[sz]\w*|propagat\w*|created)\b/gi;

/** Words that say of what is to be ready that it has nothing to do by then. */
export const saysFree = /\b(?:and|or|,) (?:(?:to )?(?:be|become|get|go) )?(?:idle|free)\b/gi;

/** Words of a comment that say that time itself is the point, or that something is to end or not to happen. */
export const saysTime =
  /\bttl|expir|debounc|throttl|\bidle|\bgrace|\bping|heartbeat|keep-?alive|latency|rate.?limit|\bmtime|timestamp|\bclock|\binterval\b|jitter|\bstagger|\bpac(?:e|ing)\b|simulat(?!or)|artificial|\banti-|\bhuman|\bpolite|fake (?:latency|delay)|\bbefore (?:show|display|print|redirect|exit|animat|fad|hid)\w*ing\b|duplicat|\bdrain|tear(?:s|ing)?.?down|clean.?up|shut(?:s|ting)?.?down|\bclos(?:e[sd]?|ing)\b|disconnect|\bexit|\bkill|terminat|\bstop(?:s|ped|ping)?\b|unsubscri|elapse|cool.?down|\blease|concurren|overlap|in.?flight|\bstill\b|\b(?:stay|surviv|outliv)\w*|\bremains?\b|should ?n[o']t|shouldn't|won't|must not|mustn't|to time ?out|wait(?:s|ing)? (?:past|out|longer|at least|more than)|will not|wouldn't|cannot|\b(?:per|every|each) (?:half )?(?:an? )?(?:\d+ ?)?(?:ms|milliseconds?|seconds?|minutes?|hours?)\b|\bone \w+ in\b|\bkicks? in\b|\bto (?:be )?drop(?:ped)?\b|\bto fire\b|\bto occur\b|\bstart(?:s|ed|ing)? (?:to )?(?:a)?wait|\bshortly after\b|\bto (?:be able to )?send (?:a|an|the|its|our) (?:response|reply|answer)\b|\bbefore (?:the|an?|this|that) \w+ (?:happens?|occurs?|takes? place)\b|\bwind(?:s|ing)? down\b|\bspinner|\bgiv(?:e|es|ing) up\b|\bfail(?:s|ing)? fast\b|\bctrl[ +-]?c\b|\bto (?:cancel|abort)\b|\b(?:users?|readers?|viewers?|people) (?:some |enough |a bit of )?time\b|\blate (?:subscri|join|listen|client|comer)\w*|\battempts?\b|\bflush|\bgarbage|does ?n[o']t|doesn't|never\b|no (?:more|further|other|new|additional|longer)|not (?:be|get|have|happen|fire|trigger)|ensure (?:that )?no\b|nothing|otherwise we'd have|\b(?:run|play|work|render|go on)s? for (?:a|some)\b|\b(?:for|until) (?:the |an? )?(?:\w+ )?(?:count-?downs?|animations?|transitions?)\b|\b(?:during|within) (?:this|that) time\b|\b(?:did|had)(?: not|n['’]t)\b|\bafter (?:clear|stop|remov|releas|reset|clos)\w*/i;

/** Words of a comment that end with a thing that starts, as what is waited for: "waiting for the dev server". It may be an answer of it. */
export const saysThing = /\bwait(?:s|ing)?\b[^.;:]{0,40}? (?:for|on) (?:[\w'-]+ ){0,4}(?:server|broker|database|db|container|daemon|emulator|simulator|cluster|backend|redis|postgres|mysql|mongo(?:db)?|kafka|rabbitmq|(?:chrome|gecko|edge|web)driver)\s*(?:$|[.…,;!)(])/i;

/** Words of a comment that say in which state something is to be by then. */
export const saysState = /\b(?:after|until|as soon as)\b[^.;]*\b(?:is|are|has|have)(?: (?:actually|really|fully|already|been|definitely))* (?:running|up|ready|started|connected|listening|online|available|loaded|opened|booted|initiali[sz]ed)\b/i;

/** Words about the time itself, and regret of it: what they deny or call a timeout is not what is waited for. */
export const saysSorry = /\bshould(?:n['’]?t| not) (?:be|have to be) (?:necessary|needed|required|there|here)\b|\bnever (?:a)?wait(?:s|ed)?(?: for)?\b|\b(?:high|long|larg|short|small|big|generous|safe)(?:e|er)? time-?outs?\b/gi;

/** Words that say that something is put off; readiness may be what it is put off for. */
export const saysBefore = /\bbefore (?:(?:re)?(?:start|connect|open|load|launch|init|subscrib|join|regist|retry|try|test)\w*ing\b|(?:the|an?|its|our) \w+ (?:(?:re)?(?:start|connect|open|load|launch|subscribe|join|register)s|is (?:start|connect|open|load|launch|subscrib|join|register)ed)\b)/i;

/** Words that speak against readiness only where the comment does not say in so many words that readiness is waited for. */
export const saysTrouble = /back(?:ing|ed|s)?.?off|\bretr(?:y|ies|ied|ying)|time(?:s|d)?.?out|\bslow|\brace\b|\bblock|\bbusy|\bperiod|\bflak/i;

/** Words of the name of a time that say that it is for readiness. */
export const namesReadiness: ReadonlySet<string> = new Set([
  "startup", "boot", "booting", "ready", "readiness", "connect", "connection", "launch", "init", "initialization", "bootstrap", "handshake", "subscription",
]);

/** Words of the name of a time that say that it is for readiness, or for the effect of what was done. */
export const namesSettling: ReadonlySet<string> = new Set(["settle", "settling", "settled", "propagation", "propagate", "sync"]);

/** Words of the name of a time that say that time itself is the point. */
export const namesTime: ReadonlySet<string> = new Set([
  "ttl", "debounce", "debounced", "throttle", "throttled", "idle", "grace", "ping", "pong", "heartbeat", "keepalive", "latency", "backoff", "retry", "retries", "reconnect", "interval", "period", "poll", "polling",
  "expiry", "expire", "expires", "expiration", "rate", "jitter", "lease", "window", "timeout", "cooldown", "tick", "frame", "animation", "lifetime", "age", "stale", "inactivity", "linger", "cache", "lock", "lag",
  "duration", "step", "flush", "animations", "transition", "transitions", "countdown", "batch", "close", "shutdown", "drain", "kill", "teardown", "cleanup", "exit", "stop", "slow", "frequency", "schedule", "cron", "refresh", "renew", "sample", "update", "every", "typing", "blink", "random",
]);

/** Names of objects by which whoever calls sets a time. */
export const optionObjects = /^(?:options?|opts|argv|flags|params|query)$/i;

/** Words of the title of a test that say that it is about the passing of time. */
export const titlesOfTime = /\bttl\b|expir|debounc|throttl|\bidle|inactiv|keep-?alive|heartbeat|time(?:s|d)?[- ]?outs?\b|rate.?limit|\blease|re-?authenticat|\bevict|back-?off|cool.?down|\bafter \d+ ?(?:ms|s|sec|seconds?|milliseconds?|min|minutes?)\b|\binterval|\bperiodic|\bstale|\bafter (?:an? )?(?:\w+ )?delay\b|\b(?:not|never)\b.*\b(?:until|unless|before)\b|n[o']t\b.*\buntil\b/i;

/** Words of the title of a test that say that something is not to happen, or to go on as it is. */
export const titlesOfPersistence = /\b(?:not|never|(?<!\bwith )no|without|cannot|prevents?|stays?|remains?|surviv\w*|ignores?)\b|n['’]t\b/i;

/** Of those, the ones that say that something is not to happen. */
export const titlesOfDenial = /\b(?:not|never|cannot|prevents?|ignores?)\b|n['’]t\b/i;

/** Words of the name of an option that say that what is made measures time by itself. */
export const optionsOfTime: ReadonlySet<string> = new Set([
  "ttl", "debounce", "throttle", "idle", "grace", "ping", "heartbeat", "keepalive", "latency", "backoff", "retry", "interval", "period", "poll", "polling", "expiry", "expire", "expires", "expiration", "jitter", "lease", "cooldown",
  "lifetime", "stale", "inactivity", "linger", "frequency", "cron", "refresh", "renew", "delay", "duration", "timeout", "every", "schedule", "lag",
]);

/** Words of the name of an option that say that it counts turns, whatever else it names. */
export const optionsOfCount: ReadonlySet<string> = new Set(["attempts", "count", "times", "tries"]);

/** Words of the name of a method that say so of what it is called on, given a number: `options.idleHeartbeat(800)`. */
export const settersOfTime: ReadonlySet<string> = new Set(["ttl", "idle", "ping", "heartbeat", "keepalive", "expiry", "expires", "period", "interval", "lease", "debounce", "throttle"]);

/** Options that bound a start by their name: they say nothing of what is tested. */
export const boundsStart = /^(?:connect|connection|start|startup|launch|boot|ready|test|hook|spec|request|navigation|handshake|server|launch|default)?_?timeout(?:_?ms|_?millis|_?seconds)?$/i;

/** Names of values that are made up. */
export const madeUpNames = /^(?:mock|fake|dummy)[A-Z_]/;

/** Words in the names of what shows that a process has ended: `exitCode`, `killed`, `hasExited`. */
export const wordsOfEnd: ReadonlySet<string> = new Set(["exit", "exits", "exited", "killed", "ended", "died", "dead", "crash", "crashed", "terminated", "closed", "stopped"]);

/** Input by which programs are told to end. */
export const quittingInput = /^\s*[.:/]?(?:q|quit|exit|stop|end|shutdown)\s*[;!]?\s*$|^[\x03\x04]$/i;

/** Words of a comment that say that the first output is waited for. */
export const saysFirstOutput = /\b(?:prompt|greeting|banner)\b|\b(?:first|initial|any|some|welcome|hello) (?:output|data|lines?|chunks?|messages?|packets?|frames?)\b|\bwait(?:s|ing)? for (?:(?:the|an?|its|\w+['’]s) )?output\b/i;

/** Words of a comment that speak of what is to be over, or not to come. */
export const saysOfEnds = /\b(?:clos\w*|end(?:s|ed)?|exit\w*|stop\w*|no|not|never|without|disconnect\w*)\b/i;
