import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep: rests in other languages", rule, {
  valid: [
    {
      name: "Chinese, of a rest before the next task",
      filename: "file.js",
      code: code`
        async function run() {
          await next();
          // 等待1秒后再启动下一个任务
          await new Promise((resolve) => setTimeout(resolve, 1000));
          await list();
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "Chinese, of a time that is only played",
      filename: "file.js",
      code: code`
        async function run() {
          await next();
          // 模拟等待加载数据
          await new Promise((resolve) => setTimeout(resolve, 1000));
          await list();
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "Japanese, of a limit",
      filename: "file.js",
      code: code`
        async function run() {
          await next();
          // 次の読み込みまで1秒待つ (レート制限)
          await new Promise((resolve) => setTimeout(resolve, 1000));
          await list();
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "Korean, of a rest before the next request",
      filename: "file.js",
      code: code`
        async function run() {
          await next();
          // 다음 요청 시작 전에 1초 대기
          await new Promise((resolve) => setTimeout(resolve, 1000));
          await list();
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "Russian, of a rest before the next start",
      filename: "file.js",
      code: code`
        async function run() {
          await next();
          // подождать перед следующим запуском
          await new Promise((resolve) => setTimeout(resolve, 1000));
          await list();
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "Spanish, of a rest before something is begun",
      filename: "file.js",
      code: code`
        async function run() {
          await next();
          // esperar 2 segundos antes de iniciar la siguiente ronda
          await new Promise((resolve) => setTimeout(resolve, 1000));
          await list();
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "French, of a rest before something is loaded",
      filename: "file.js",
      code: code`
        async function run() {
          await next();
          // attendre un peu avant de charger la page suivante
          await new Promise((resolve) => setTimeout(resolve, 1000));
          await list();
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "French, of a reader",
      filename: "file.js",
      code: code`
        async function run() {
          await next();
          // laisse le temps de lire le message avant de lancer le jeu
          await new Promise((resolve) => setTimeout(resolve, 1000));
          await list();
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "Italian, of a rest between two loads",
      filename: "file.js",
      code: code`
        async function run() {
          await next();
          // attendi tra un caricamento e l'altro
          await new Promise((resolve) => setTimeout(resolve, 1000));
          await list();
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "German, of an animation",
      filename: "file.js",
      code: code`
        async function run() {
          await next();
          // warten bis die Animation gestartet ist
          await new Promise((resolve) => setTimeout(resolve, 1000));
          await list();
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "German, of what is not to be",
      filename: "file.js",
      code: code`
        async function run() {
          await next();
          // kurz warten, es darf keine Verbindung bereit sein
          await new Promise((resolve) => setTimeout(resolve, 1000));
          await list();
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "Chinese, of a connection that is given back",
      filename: "file.js",
      code: code`
        async function run() {
          await next();
          // 等待连接释放
          await new Promise((resolve) => setTimeout(resolve, 1000));
          await list();
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "Japanese, of a connection that is lost",
      filename: "file.js",
      code: code`
        async function run() {
          await next();
          // 接続が切れるまで待つ
          await new Promise((resolve) => setTimeout(resolve, 1000));
          await list();
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "Korean, of a connection that is lost",
      filename: "file.js",
      code: code`
        async function run() {
          await next();
          // 연결이 끊길 때까지 대기
          await new Promise((resolve) => setTimeout(resolve, 1000));
          await list();
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "Spanish, of a connection that is lost",
      filename: "file.js",
      code: code`
        async function run() {
          await next();
          // esperar a que se pierda la conexión
          await new Promise((resolve) => setTimeout(resolve, 1000));
          await list();
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "German, of a connection that is lost",
      filename: "file.js",
      code: code`
        async function run() {
          await next();
          // warten bis die Verbindung abbricht
          await new Promise((resolve) => setTimeout(resolve, 1000));
          await list();
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "English words that hold parts of Spanish ones",
      filename: "file.js",
      code: code`
        async function run() {
          await next();
          // desperate measure: esperanto lists, listos
          await new Promise((resolve) => setTimeout(resolve, 1000));
          await list();
        }
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "Chinese, of a service before it is used",
      filename: "file.js",
      code: code`
        async function run() {
          await next();
          // 等待服务启动后再连接
          await new Promise((resolve) => setTimeout(resolve, 1000));
          await list();
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 4 },
      ],
    },
    {
      name: "Russian, of a server that is not yet up",
      filename: "file.js",
      code: code`
        async function run() {
          await next();
          // ждём, пока сервер не запустится
          await new Promise((resolve) => setTimeout(resolve, 1000));
          await list();
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 4 },
      ],
    },
    {
      name: "Spanish, of a server that is to be up before something else",
      filename: "file.js",
      code: code`
        async function run() {
          await next();
          // esperar a que el servidor arranque antes de conectar
          await new Promise((resolve) => setTimeout(resolve, 1000));
          await list();
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 4 },
      ],
    },
    {
      name: "French, of a server that is to be up before something else",
      filename: "file.js",
      code: code`
        async function run() {
          await next();
          // attendre que le serveur démarre avant de continuer
          await new Promise((resolve) => setTimeout(resolve, 1000));
          await list();
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 4 },
      ],
    },
    {
      name: "German, of a connection",
      filename: "file.js",
      code: code`
        async function run() {
          await next();
          // warten bis die Verbindung bereit ist
          await new Promise((resolve) => setTimeout(resolve, 1000));
          await list();
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 4 },
      ],
    },
  ],
});
