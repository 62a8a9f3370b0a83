import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The block of code below the line "`title`:" of a page of ours, below a heading if one is given: what the page tells its readers to write. */
export function blockOf(page: string, title: string, heading = ""): string {
  const text = readFileSync(join(import.meta.dirname, "../..", page), "utf8");
  const below = text.slice(Math.max(0, text.indexOf(`# ${heading}\n`)));
  const start = below.indexOf(`\`${title}\``);
  const [, block] = /:\n\n```\w+\n(.*?)^```/ms.exec(start < 0 ? "" : below.slice(start)) ?? [];
  if (block === undefined) throw new Error(`${page} has no block of code for ${title}`);
  return block;
}
