import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep: other languages", rule, {
  valid: [
    {
      name: "Chinese, of what is to end",
      filename: "file.js",
      code: code`
        async function run() {
          // 等待服务器启动的旧进程退出
          await new Promise((resolve) => setTimeout(resolve, 1000));
          await list();
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "German, of what is to end",
      filename: "file.js",
      code: code`
        async function run() {
          // warten bis der Server gestartet und wieder beendet ist
          await new Promise((resolve) => setTimeout(resolve, 1000));
          await list();
        }
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "Chinese",
      filename: "file.js",
      code: code`
        async function run() {
          // 等待服务器启动
          await new Promise((resolve) => setTimeout(resolve, 1000));
          await list();
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 3 },
      ],
    },
    {
      name: "Japanese",
      filename: "file.js",
      code: code`
        async function run() {
          // サーバーの起動を待つ
          await new Promise((resolve) => setTimeout(resolve, 1000));
          await list();
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 3 },
      ],
    },
    {
      name: "Korean",
      filename: "file.js",
      code: code`
        async function run() {
          // 서버 시작 대기
          await new Promise((resolve) => setTimeout(resolve, 1000));
          await list();
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 3 },
      ],
    },
    {
      name: "Russian",
      filename: "file.js",
      code: code`
        async function run() {
          // ждём, пока сервер запустится
          await new Promise((resolve) => setTimeout(resolve, 1000));
          await list();
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 3 },
      ],
    },
    {
      name: "Spanish",
      filename: "file.js",
      code: code`
        async function run() {
          // esperar a que el servidor inicie
          await new Promise((resolve) => setTimeout(resolve, 1000));
          await list();
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 3 },
      ],
    },
    {
      name: "Portuguese",
      filename: "file.js",
      code: code`
        async function run() {
          // Espera o servidor subir
          await new Promise((resolve) => setTimeout(resolve, 1000));
          await list();
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 3 },
      ],
    },
    {
      name: "German",
      filename: "file.js",
      code: code`
        async function run() {
          // warten bis der Server gestartet ist
          await new Promise((resolve) => setTimeout(resolve, 1000));
          await list();
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 3 },
      ],
    },
    {
      name: "French",
      filename: "file.js",
      code: code`
        async function run() {
          // attendre que le serveur démarre
          await new Promise((resolve) => setTimeout(resolve, 1000));
          await list();
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 3 },
      ],
    },
    {
      name: "Italian",
      filename: "file.js",
      code: code`
        async function run() {
          // aspetta che il server si avvii
          await new Promise((resolve) => setTimeout(resolve, 1000));
          await list();
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 3 },
      ],
    },
  ],
});
