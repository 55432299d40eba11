/** A part of a formula: text, or the id of a figure. */
export type FormulaPart = { words: string } | { figure: string };

/** `{completed} ÷ {target}` → its figures and the words between them. */
export function parseFormula(formula: string): FormulaPart[] {
  return formula
    .split(/(\{\w+\})/)
    .filter((part) => part !== '')
    .map((part) => (/^\{\w+\}$/.test(part) ? { figure: part.slice(1, -1) } : { words: part }));
}
