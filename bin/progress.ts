import { counted } from "./summary.js";

/** Shows on a terminal that a run of more than a second goes on; gives the function that ends and erases it. */
export function showProgress(files: number, terminal: NodeJS.WriteStream = process.stderr): () => void {
  if (!terminal.isTTY) return () => {};
  const began = Date.now();
  let shown = false;
  const timer = setInterval(() => {
    shown = true;
    terminal.write(`\rstartup-order: linting ${counted(files, "file")}, ${Math.round((Date.now() - began) / 1000)} s`);
  }, 1000);
  return () => {
    clearInterval(timer);
    if (shown) terminal.write("\r\u001b[K");
  };
}
