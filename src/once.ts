/** A function that gives the answer of its first call each time. */
export function once<T>(answer: () => T): () => T {
  let found: { readonly value: T } | undefined;
  return () => (found ??= { value: answer() }).value;
}
