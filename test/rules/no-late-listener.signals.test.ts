import rule from "../../rules/no-late-listener.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-late-listener: signals that may be aborted already", rule, {
  valid: [
    {
      name: "a signal that is asked, then listened to",
      filename: "file.ts",
      code: code`
        export async function open(connect: () => Promise<{ close(): void }>, signal: AbortSignal) {
          const session = await connect();
          const onAbort = () => session.close();
          if (signal.aborted) onAbort();
          else signal.addEventListener("abort", onAbort, { once: true });
          return session;
        }
      `,
    },
  ],
  invalid: [
    {
      name: "a signal that is listened to behind an await",
      filename: "file.ts",
      code: code`
        export async function open(connect: () => Promise<{ close(): void }>, signal: AbortSignal) {
          const session = await connect();
          signal.addEventListener("abort", () => session.close(), { once: true });
          return session;
        }
      `,
      errors: [
        { messageId: "lostMeanwhile", line: 3, suggestions: [
            { messageId: "runIfCome", output: code`
              export async function open(connect: () => Promise<{ close(): void }>, signal: AbortSignal) {
                const session = await connect();
                const onAbort = () => session.close();
                if (signal.aborted) onAbort();
                else signal.addEventListener("abort", onAbort, { once: true });
                return session;
              }
            ` },
          ] },
      ],
    },
    {
      name: "a signal that may not be there, and a handler with a name",
      filename: "file.ts",
      code: code`
        import { connect } from "./connection"
        export async function open(signal?: AbortSignal) {
          const session = await connect()
          const stop = () => session.close()
          signal?.addEventListener("abort", stop)
          return session
        }
      `,
      errors: [
        { messageId: "lostMeanwhile", line: 5, suggestions: [
            { messageId: "runIfCome", output: code`
              import { connect } from "./connection"
              export async function open(signal?: AbortSignal) {
                const session = await connect()
                const stop = () => session.close()
                if (signal?.aborted) stop()
                else signal?.addEventListener("abort", stop)
                return session
              }
            ` },
          ] },
      ],
    },
    {
      name: "a handler that takes the event",
      filename: "file.ts",
      code: code`
        export async function open(connect: () => Promise<{ close(why: unknown): void }>, signal: AbortSignal) {
          const session = await connect();
          signal.addEventListener("abort", (event) => session.close(event));
          return session;
        }
      `,
      errors: [{ messageId: "lostMeanwhile", line: 3 }],
    },
    {
      name: "a handler whose this is the signal",
      filename: "file.ts",
      code: code`
        export async function open(connect: () => Promise<{ close(why: unknown): void }>, signal: AbortSignal) {
          const session = await connect();
          signal.addEventListener("abort", function () {
            session.close(this.reason);
          });
          return session;
        }
      `,
      errors: [
        { messageId: "lostMeanwhile", line: 3, suggestions: [
            { messageId: "awaitInside", output: code`
              export async function open(connect: () => Promise<{ close(why: unknown): void }>, signal: AbortSignal) {
                const sessionPromise = connect();
                signal.addEventListener("abort", async function () {
                  const session = await sessionPromise;
                  session.close(this.reason);
                });
                const session = await sessionPromise;
                return session;
              }
            ` },
          ] },
      ],
    },
    {
      name: "a listener that is a part of a branch",
      filename: "file.ts",
      code: code`
        export async function open(connect: () => Promise<{ close(): void }>, signal: AbortSignal, isLong: boolean) {
          const session = await connect();
          if (isLong) signal.addEventListener("abort", () => session.close());
          return session;
        }
      `,
      errors: [{ messageId: "lostMeanwhile", line: 3 }],
    },
  ],
});
