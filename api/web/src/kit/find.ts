/** What a reader doesn't see, though it stands in the text. */
const unseen = /[\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/gu;
const dashes = /[\u2010-\u2015\u2043\u2212]/g;
// Chinese and Japanese are written without blanks: one beside their characters is a stray one.
const unspaced = "[\\u2e80-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}]";
const afterUnspaced = new RegExp(`(${unspaced}) `, "gu");
const beforeUnspaced = new RegExp(` (${unspaced})`, "gu");

/** The words of a text in the form in which the server compares texts, too. */
const wordsOf = (text: string) =>
  text.replace(unseen, "").normalize("NFKC").replace(dashes, "-").toLowerCase().split(/\s+/).filter(Boolean);

/** Whether all words that one looks for stand in one of the texts, as in the server's searches. */
export function finds(q: string, ...texts: string[]): boolean {
  const compared = texts.map((text) => wordsOf(text).join(" ").replace(afterUnspaced, "$1").replace(beforeUnspaced, "$1"));
  return wordsOf(q).every((word) => compared.some((text) => text.includes(word)));
}
