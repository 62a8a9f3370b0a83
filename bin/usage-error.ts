/** The command cannot begin as it was asked to: one line that says why, and what to do instead. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
