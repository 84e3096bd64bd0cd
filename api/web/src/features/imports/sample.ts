/** So much of a file is read for its sample. */
const enough = 64 * 1024;

/** The first rows of a CSV file as tables show them; nothing of another kind of file. */
export async function sampleOf(file: File, rows = 6): Promise<string[][]> {
  if (!/\.(csv|txt)$/i.test(file.name)) return [];
  return csvRows(decoded(await file.slice(0, enough).arrayBuffer())).slice(0, rows);
}

/** Spreadsheets in China write GB 18030 where they don't write UTF-8. */
function decoded(bytes: ArrayBuffer): string {
  // What was cut in the middle of a character is not wrong: stream says that more may come.
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return new TextDecoder("gb18030").decode(bytes);
  }
}

/** Rows of cells; a quoted cell may hold commas, line ends and doubled quotes. */
export function csvRows(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [whole, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",;\t\r\n]*))([,;\t]|\r?\n|$)/g)) {
    if (whole === "" && row.length === 0) break;
    row.push(quoted === undefined ? (plain ?? "") : quoted.replaceAll('""', '"'));
    if (/^[,;\t]$/.test(end ?? "")) continue;
    if (row.some((cell) => cell.trim())) rows.push(row);
    row = [];
  }
  return rows;
}

/** Rows as a CSV file; the mark at the beginning tells spreadsheets that it is UTF-8. */
export const csvOf = (rows: string[][]) =>
  `\ufeff${rows.map((row) => row.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(",")).join("\r\n")}\r\n`;
