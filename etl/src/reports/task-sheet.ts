import { type Grid, GridBuilder } from './grid.ts';

/** Content of a 督办单 (spec 12), as texts. */
export interface TaskSheet {
  number: string;
  givenBy: string;
  /** As text, like the due date. */
  givenOn: string;
  assignee: string;
  dueOn: string;
  importance: string;
  /** State of the task. */
  state: string;
  /** The frozen origin: label and text of each line. */
  origin: [string, string][];
  text: string;
  /** Replies and steps, oldest first. */
  steps: string[];
}

const WIDTHS = [0.16, 0.34, 0.16, 0.34];

/** The 督办单 as an editable page. The same content at the same time is the same bytes. */
export async function writeTaskSheet(sheet: TaskSheet, madeAt: string): Promise<Uint8Array> {
  // The library is loaded when the first document is written: a server starts without it.
  const { writeGridDocx } = await import('./form-docx.ts');
  return writeGridDocx(taskGrid(sheet), `督办单 ${sheet.number}`, madeAt);
}

function taskGrid(sheet: TaskSheet): Grid {
  const grid = new GridBuilder();
  grid.put('title', `督 办 单\n第 ${sheet.number} 号`, [0, 0], [1, 4]);
  const pairs: [string, string, string, string][] = [
    ['承办单位', sheet.assignee, '办结期限', sheet.dueOn],
    ['交办人', sheet.givenBy, '交办日期', sheet.givenOn],
    ['重要程度', sheet.importance, '状态', sheet.state],
  ];
  let row = 1;
  for (const [label, value, otherLabel, other] of pairs) {
    grid.put('label', label, [row, 0]);
    grid.put('text', value, [row, 1]);
    grid.put('label', otherLabel, [row, 2]);
    grid.put('text', other, [row, 3]);
    row += 1;
  }
  const lines: [string, string][] = [
    ...sheet.origin,
    ['交办事项', sheet.text],
    ['办理情况', sheet.steps.join('\n') || '（尚无）'],
    ['验收意见', '\n\n'],
  ];
  for (const [label, value] of lines) {
    grid.put('label', label, [row, 0]);
    grid.put('text', value, [row, 1], [1, 3]);
    row += 1;
  }
  return { widths: WIDTHS, cells: grid.cells, notes: [] };
}
