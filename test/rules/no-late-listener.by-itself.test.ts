import rule from "../../rules/no-late-listener.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-late-listener: what begins while the module is loaded", rule, {
  valid: [
    {
      name: "it is listened for where it is made",
      filename: "file.js",
      code: code`
        "use strict";

        const loader = require("./util/nativeLoader")({ name: "stats.node" });

        exports.isSupported = false;

        loader.on("loaded", (stats) => {
          exports.isSupported = true;
          exports.stats = stats;
        });

        exports.activate = function activate() {
          exports.isActive = true;
        };
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "the exported function makes it begin itself",
      filename: "file.js",
      code: code`
        "use strict";

        const loader = require("./util/nativeLoader")({ name: "stats.node" });

        exports.activate = function activate() {
          loader.on("loaded", (stats) => {
            exports.stats = stats;
          });
          loader.load();
        };
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "what comes again and again",
      filename: "file.js",
      code: code`
        "use strict";

        const loader = require("./util/nativeLoader")({ name: "stats.node" });

        exports.activate = function activate() {
          loader.on("progress", (stats) => {
            exports.stats = stats;
          });
        };
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "somebody else gets it as well",
      filename: "file.js",
      code: code`
        "use strict";

        const loader = require("./util/nativeLoader")({ name: "stats.node" });

        exports.loader = loader;

        exports.activate = function activate() {
          loader.on("loaded", (stats) => {
            exports.stats = stats;
          });
        };
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "the module calls the function itself",
      filename: "file.ts",
      code: code`
        import { createLoader } from "./loader";

        const loader = createLoader({ name: "stats.node" });

        export function activate() {
          loader.on("loaded", (stats) => {
            console.log(stats);
            remember(stats);
          });
        }

        activate();
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "what others have, too, and set going",
      filename: "a.js",
      code: code`
        import { getLoader } from "./loader.js";

        const loader = getLoader();

        export function activate(context) {
          loader.on("loaded", () => context.ready());
        }
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "what another file begins while the module is loaded is listened for only in what it exports",
      filename: "file.js",
      code: code`
        "use strict";

        const loader = require("./util/nativeLoader")({ name: "stats.node" });

        exports.isSupported = false;

        exports.activate = function activate() {
          loader.on("loaded", (stats) => {
            exports.isSupported = true;
            exports.stats = stats;
          });

          loader.on("failed", () => {
            exports.isSupported = false;
          });
        };
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "lazyWait", line: 8 },
        { messageId: "lazyWait", line: 13 },
      ],
    },
    {
      name: "what the module makes for itself",
      filename: "a.js",
      code: code`
        import { createLoader } from "./loader.js";

        const loader = createLoader();

        export function activate(context) {
          loader.on("loaded", () => context.ready());
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "lazyWait", line: 6 },
      ],
    },
  ],
});
