import type { Programme } from '../programme/programme.ts';
import { SUBJECTS } from '../programme/subjects.ts';
import { ModelError } from './header.ts';
import type { Model, SqlFile } from './model.ts';

/** The file of rule R07 is r07_<what a row is>.sql. */
const RULE_FILE = /^r(\d\d)_\w+$/;

/** How models name a value of thresholds.csv. */
export const THRESHOLD = /\bthreshold\('([^']*)'\)/g;

/** The relation with the findings of every rule of the programme; `finding.sql` reads it. */
const UNION = 'rule_finding';

const COLUMNS = 'key, class_id, stake, zh, en, evidence';

/** The rule that a file is named after. */
const ruleOf = ({ name }: SqlFile): string | null => {
  const [, number] = RULE_FILE.exec(name) ?? [];
  return number ? `R${number}` : null;
};

/**
 * The SQL file of each rule in rules.csv. A file in the programme's folder `rules` overrides the product's file
 * for the same rule; product rules that rules.csv does not name are left out.
 * @param shipped the product's models
 * @param own files of the programme's folder `rules`
 * @throws ModelError if a rule has no file or two, or a file of the programme matches no rule
 */
export function ruleFiles(
  { rules }: Programme,
  shipped: SqlFile[],
  own: SqlFile[],
): { files: Map<string, SqlFile>; shipped: Set<string> } {
  const ofProgramme = own.map((one) => ({ ...one, file: `rules/${one.file}` }));
  const known = new Set(rules.map(({ rule }) => rule));
  for (const one of ofProgramme) {
    if (!known.has(ruleOf(one) ?? '')) {
      throw new ModelError(one.file, {
        zh: '文件名应为 r 加规则编号（如 r26_说明.sql，说明用英文），且该规则须在 rules.csv 中',
        en: 'must be named after a rule of rules.csv, like r26_what_a_row_is.sql',
      });
    }
  }
  const files = new Map<string, SqlFile>();
  for (const { rule } of rules) {
    const [file, second] =
      [ofProgramme, shipped]
        .map((among) => among.filter((one) => ruleOf(one) === rule))
        .find((found) => found.length > 0) ?? [];
    if (!file || second) {
      throw new ModelError(second?.file ?? `rules/${rule.toLowerCase()}_….sql`, {
        zh: second
          ? `规则 ${rule} 有两个文件，另一个是 ${file?.file}`
          : `rules.csv 中的规则 ${rule} 缺少 SQL 文件`,
        en: second
          ? `rule ${rule} has two files, the other is ${file?.file}`
          : `rule ${rule} of rules.csv has no SQL file`,
      });
    }
    files.set(rule, file);
  }
  const replaceable = shipped.filter((one) => ruleOf(one) !== null).map(({ file }) => file);
  return { files, shipped: new Set(replaceable) };
}

/** The findings of all rules in one view, each with its rule. */
export function unionOfRules(files: Map<string, SqlFile>): SqlFile {
  const each = [...files].map(([rule, { name }]) => `SELECT '${rule}' AS rule, ${COLUMNS} FROM ${name}`);
  return {
    name: UNION,
    file: `${UNION}.sql`,
    sql: `-- One row per finding of every rule, switched on or not.\n-- stored: no\n${each.join('\nUNION ALL\n')}`,
  };
}

/**
 * Checks that a rule's model is renewed in a way its subject and key allow, and reads existing thresholds.
 * @throws ModelError
 */
export function checkRules(
  { rules, thresholds }: Programme,
  files: Map<string, SqlFile>,
  models: Model[],
): void {
  const byName = new Map(models.map((model) => [model.name, model]));
  for (const { rule, about, key } of rules) {
    const model = byName.get(files.get(rule)?.name ?? '');
    if (!model) continue;
    const { file, renewed, alike } = model;
    const allowed = about.map((subject): readonly string[] => SUBJECTS[subject].renewed);
    if (renewed !== 'whole' && !allowed.every((ways) => ways.includes(renewed ?? ''))) {
      const ways = [...new Set(allowed.flat()), 'whole'].join(' | ');
      throw new ModelError(file, {
        zh: `规则 ${rule} 的对象为 ${about.join('、')}，-- renewed 只能是：${ways}`,
        en: `rule ${rule} is about ${about.join(', ')}: -- renewed can be ${ways}`,
      });
    }
    const parts = key.split('|');
    const expected = { 'by person': parts[0], 'by trainee': parts.at(-1), 'by cell': key }[renewed as string];
    const field = alike?.field ?? 'person_id';
    if (expected !== undefined && expected !== field) {
      throw new ModelError(file, {
        zh: `rules.csv 中 ${rule} 的键“${key}”与 -- renewed: ${renewed}（${field}）不符`,
        en: `the key ${key} of ${rule} in rules.csv does not match -- renewed: ${renewed} (${field})`,
      });
    }
  }
  for (const { file, sql } of models) {
    for (const [, name = ''] of sql.matchAll(THRESHOLD)) {
      if (thresholds.has(name)) continue;
      throw new ModelError(file, {
        zh: `thresholds.csv 中没有 ${name}`,
        en: `thresholds.csv has no ${name}`,
      });
    }
  }
}
