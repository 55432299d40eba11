import type { DuckDBConnection } from '@duckdb/node-api';
import type { Bilingual } from '@skill-ledger/contracts';
import { rows } from '../figures/scope.ts';
import { maskName } from '../privacy/mask.ts';

/** Shorter names are words too often: they count where they stand alone. */
const TELLING = 3;
/** No name is longer, but for one that stands alone. */
const LONGEST = 6;

/**
 * Trainees' names in a text that is written for the public: of three characters and more anywhere in it, shorter ones between marks that are
 * no Chinese characters (张三，…).
 */
export async function traineesNamedIn(connection: DuckDBConnection, text: string): Promise<string[]> {
  const candidates = new Set<string>();
  for (const [run] of text.normalize('NFKC').matchAll(/[\p{Script=Han}·]{2,}/gu)) {
    const characters = [...run];
    candidates.add(run);
    for (const from of characters.keys()) {
      for (let length = TELLING; length <= LONGEST && from + length <= characters.length; length += 1) {
        candidates.add(characters.slice(from, from + length).join(''));
      }
    }
  }
  if (candidates.size === 0) return [];
  const found = await rows(
    connection,
    `SELECT DISTINCT person_name FROM enrolments
     WHERE person_name IN (SELECT unnest(string_split($texts, chr(10)))) ORDER BY 1`,
    { texts: [...candidates].join('\n') },
  );
  return found.map(([name]) => String(name));
}

/**
 * Why a text cannot be published: it names trainees of a snapshot. Their names are masked in what is said.
 * @returns null where there is nothing against it
 */
export async function refusalOfNames(connection: DuckDBConnection, text: string): Promise<Bilingual | null> {
  const names = (await traineesNamedIn(connection, text)).map(maskName);
  if (names.length === 0) return null;
  return {
    zh: `文字中有与学员姓名相同的词（${names.join('、')}）；此处文字会向社会公布，请改写，用班级编号或规则代替姓名`,
    en: `the text has words that are names of trainees (${names.join(', ')}); it is shown to the public: name the class or the rule instead`,
  };
}
