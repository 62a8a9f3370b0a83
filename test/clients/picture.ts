import type { Action, Diagnostic } from "./language-server.js";

const letter = 8.4;
const line = 22;
const left = 64;
const columns = 88;

/** An SVG of a file in an editor, as its language server sees it: the code, the warning, and the menu of the light bulb. */
export function picture(file: string, code: string, { range, message }: Diagnostic, actions: readonly Action[]): string {
  const lines = code.trimEnd().split("\n");
  const below = (count: number) => 44 + count * line;
  const shown = lines.flatMap((text, i) => [textAt(28, below(i) + 15, String(i + 1), "#6e7681", "end"), textAt(left, below(i) + 15, text, "#e6edf3")]);
  const x = left + range.start.character * letter;
  const width = (range.end.character - range.start.character) * letter;
  const y = below(range.start.line) + 19;
  const wave = Array.from({ length: Math.round(width / 4) }, (_, i) => `${i === 0 ? `M${x}` : `L${x + i * 4}`} ${y + (i % 2) * 2}`).join("");
  const words = wrapped(message);
  // The name of the rule, which editors put behind each title, would not fit.
  const titles = actions.map(({ title }) => title.replace(/ \(startup-order\/.*\)$/, ""));
  const warning = below(lines.length) + 8;
  const menu = warning + words.length * line + 24;
  const height = menu + titles.length * line + 28;
  const box = (top: number, rows: number, stroke: string) => `<rect x="${left - 12}" y="${top}" width="${columns * letter + 40}" height="${rows * line + 12}" rx="6" fill="#161b22" stroke="${stroke}"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="${height}" viewBox="0 0 900 ${height}" font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, monospace" font-size="14" role="img">
<title>${escaped(`${file}: ${message}`)}</title>
<rect width="900" height="${height}" rx="8" fill="#0d1117"/>
${textAt(24, 27, file, "#8b949e")}
${shown.join("\n")}
<path d="${wave}" fill="none" stroke="#f85149" stroke-width="1.5"/>
${box(warning, words.length, "#f85149")}
${words.map((text, i) => textAt(left, warning + 21 + i * line, text, "#e6edf3")).join("\n")}
<path d="M${left - 32} ${menu + 22}a7 7 0 1 1 8 0v4h-8z" fill="#e3b341"/>
${box(menu, titles.length, "#30363d")}
${titles.map((text, i) => textAt(left, menu + 21 + i * line, text, "#79c0ff")).join("\n")}
</svg>
`;
}

function textAt(x: number, y: number, text: string, fill: string, anchor?: "end"): string {
  // The width of a letter differs from font to font; the wave has to stand below its code.
  const width = anchor || text === "" ? "" : ` textLength="${(text.length * letter).toFixed(1)}" lengthAdjust="spacingAndGlyphs"`;
  return `<text x="${x}" y="${y}" fill="${fill}"${anchor ? ` text-anchor="${anchor}"` : ""}${width} xml:space="preserve">${escaped(text)}</text>`;
}

function wrapped(text: string): string[] {
  const rows = [""];
  for (const word of text.split(" ")) {
    const row = rows.at(-1) ?? "";
    if (row.length + word.length >= columns) rows.push(word);
    else rows[rows.length - 1] = row === "" ? word : `${row} ${word}`;
  }
  return rows;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
