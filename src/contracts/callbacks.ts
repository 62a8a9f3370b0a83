/** Modules of Node whose functions call the function they are given in a later turn, with an error first or not; without those that call it again and again. */
export const laterCallbacks: readonly { readonly module: string; readonly except?: readonly string[] }[] = [
  { module: "fs", except: ["watch", "watchFile"] },
  { module: "dns" },
  { module: "zlib" },
  { module: "crypto" },
  { module: "child_process" },
  { module: "http", except: ["createServer", "Server"] },
  { module: "https", except: ["createServer", "Server"] },
];

/** Functions that call their callback before they return, though it gets an error first. `asks`: the argument that makes them wait where it is a function. */
export const callbacksAtOnce: readonly { readonly module: string; readonly name: string; readonly asks: number }[] = [{ module: "jsonwebtoken", name: "verify", asks: 1 }];
