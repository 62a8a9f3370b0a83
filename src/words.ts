// The same names come again and again, in all files.
const known = new Map<string, readonly string[]>();
const most = 20_000;

/** The words a name is put together from, in small letters: `STARTUP_DELAY_MS` and `startupDelayMs` alike. */
export function wordsOf(name: string): readonly string[] {
  let words = known.get(name);
  if (!words) {
    if (known.size >= most) known.clear();
    known.set(name, (words = split(name)));
  }
  return words;
}

function split(name: string): readonly string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, "$1 $2")
    .split(/[^A-Za-z\d]+/)
    .filter((word) => word !== "")
    .map((word) => word.toLowerCase());
}

/** The first word of a camelCase name, in small letters: `send` of `sendMessage`, `_sendNow` and `SendAll`; "" where it has none. */
export function firstWord(name: string): string {
  return (/^(?:[A-Z]?[a-z]+|[A-Z]+(?![a-z]))/.exec(name.replace(/^[_#$]+/, ""))?.[0] ?? "").toLowerCase();
}

/** The first word of what a function is called by: `start` of `startExecution`; "" for a name that begins as those of classes do. */
export function verbOf(name: string): string {
  return /^[_#$]*[A-Z][a-z]/.test(name) ? "" : firstWord(name);
}
