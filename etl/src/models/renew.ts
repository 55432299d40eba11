import type { DuckDBConnection } from '@duckdb/node-api';
import type { LedgerKind } from '@skill-ledger/contracts';
import { type Draft, SEARCH_PATH } from '../draft/draft.ts';
import { columnsOf, ORIGIN_FIELDS } from '../draft/schema.ts';
import type { Task } from '../draft/tasks.ts';
import type { Programme } from '../programme/programme.ts';
import { buildCatalog, building } from './build.ts';
import { readCatalog } from './catalog.ts';
import type { Model, Renewed } from './model.ts';
import { type ColumnsOf, findAlike, findScope } from './scope.ts';

/** When models are renewed in part instead of rebuilt. */
export interface RenewBounds {
  /** Fewest enrolments: in a smaller warehouse a full rebuild is as fast. */
  least: number;
  /** Largest share of all enrolments that the subset may hold. */
  share: number;
}

/** Up to so many rows, two models built at the same time fit into memory. */
const FEW_ROWS = 200_000;

const BOUNDS: RenewBounds = { least: 300_000, share: 0.5 };

/**
 * Brings the models up to date after a load into a warehouse whose models were up to date: only what the load can have
 * changed is computed, by the same SQL over a subset that holds everything it depends on, and replaces the old
 * rows. If that is impossible, or not faster, every model is rebuilt.
 */
export async function renewModels(
  draft: Draft,
  programme: Programme,
  batchNo: number,
  bounds: RenewBounds = BOUNDS,
): Promise<void> {
  const { connection } = draft;
  const catalog = await readCatalog(programme);
  const { models } = catalog;
  const known = await connection.runAndReadAll(
    `SELECT (SELECT count(*) FROM enrolments) >= $1 AND EXISTS (SELECT 1 FROM model_version WHERE version = $2)`,
    [bounds.least, catalog.version],
  );
  if (known.getRowsJS()[0]?.[0] !== true) return buildCatalog(draft, catalog);
  await connection.run(catalog.macros);
  const stored = models.filter((model) => model.stored === 'yes');
  const parts = stored.filter(({ renewed, alike }) => renewed !== 'whole' && alike === null);
  const alike = stored.filter((model) => model.alike !== null);
  const inPart = withInputs(parts, models);
  const behind = (model: Model): string[] =>
    withInputs([model], models).flatMap(({ name }) => (name === model.name ? [] : [name]));
  const columns = columnsNamedIn([...inPart, ...alike], programme);
  const rows = await findScope(draft, batchNo, bounds.share, columns);
  if (rows === null) {
    await draft.limitMemory(null);
    return buildCatalog(draft, catalog);
  }
  const run = rows <= FEW_ROWS ? draft.run : draft.runHeavy;
  await run([
    // Standings are read only after those of people outside the scope are restored.
    ...inPart.map((model) => afterKept(within(`work.part,${SEARCH_PATH}`, building(model)))),
    within(SEARCH_PATH, KEPT),
    ...parts.map((model) => afterKept(within(SEARCH_PATH, replacing('part', model)))),
    ...alike.flatMap((model) => [
      within(SEARCH_PATH, {
        name: found(model),
        after: [],
        run: async (connection: DuckDBConnection) => {
          if (model.alike) await findAlike(connection, model.alike, batchNo, columns);
        },
      }),
      within(`work.alike,${SEARCH_PATH}`, {
        ...building(model),
        after: [found(model), ...behind(model).map(replaced)],
      }),
      within(SEARCH_PATH, replacing('alike', model)),
    ]),
  ]);
  await draft.setSearchPath(SEARCH_PATH);
  await draft.limitMemory(null);
  const whole = stored.filter(({ renewed }) => renewed === 'whole');
  await connection.run(whole.map(({ name }) => `DROP TABLE ${name}`).join(';'));
  await draft.runHeavy(whole.map(building));
}

/** A task that runs with another search path. */
const within = (places: string, task: Task): Task => ({
  ...task,
  run: async (connection) => {
    await connection.run(`SET search_path = '${places}'`);
    await task.run(connection);
  },
});

const afterKept = (task: Task): Task => ({
  ...task,
  after: task.after.map((name) => (name === STANDING ? KEPT.name : name)),
});

const found = ({ name }: Model): string => `what ${name} is about`;
const replaced = (name: string): string => `replacing ${name}`;

/** Replaces a model's rows in the warehouse by those of a subset. */
function replacing(world: 'part' | 'alike', { name, renewed, alike }: Model): Task {
  const { scope, same } = alike
    ? { scope: `scope_${alike.field}`, same: `row.key = scope.${alike.field}` }
    : REPLACED[renewed as keyof typeof REPLACED];
  return {
    name: replaced(name),
    after: [name],
    run: async (connection) => {
      await connection.run(
        `DELETE FROM warehouse.${name} AS row USING work.${scope} AS scope WHERE ${same};
         INSERT INTO warehouse.${name} BY NAME
         SELECT * FROM work.${world}.${name} AS row SEMI JOIN work.${scope} AS scope ON ${same}`,
      );
    },
  };
}

const STANDING = 'training_standing';
const SAME_PLACE = '(row.file_id, row.sheet_no, row.row_no) = (scope.file_id, scope.sheet_no, scope.row_no)';

/**
 * The standing of a person whose other trainings are not all in the subset depends on these, and has not changed: it
 * is copied from the warehouse.
 */
const KEPT: Task = {
  name: 'kept',
  after: [STANDING],
  run: async (connection) => {
    await connection.run(
      `UPDATE work.part.training_standing AS row
       SET denied_once = scope.denied_once, turn_of_year = scope.turn_of_year, denied_times = scope.denied_times
       FROM warehouse.training_standing AS scope
       WHERE ${SAME_PLACE} AND row.person_no NOT IN (SELECT person_id[1:17]::BIGINT FROM work.scope_person)`,
    );
  },
};

/** Rows that are replaced, in the warehouse and by the subset: those for which `same` holds with a row of `scope`. */
const REPLACED = {
  'by class': { scope: 'scope_class', same: 'row.class_id = scope.class_id' },
  'by person': { scope: 'scope_person', same: "split_part(row.key, '|', 1) = scope.person_id" },
  'by trainee': { scope: 'scope_person', same: "split_part(row.key, '|', -1) = scope.person_id" },
  'by row': { scope: 'scope_row', same: SAME_PLACE },
} satisfies Partial<Record<Renewed, { scope: string; same: string }>>;

/** Reading a province's columns takes the most time: those that no model names are not read. */
function columnsNamedIn(models: Model[], programme: Programme): ColumnsOf {
  const words = new Set(models.flatMap(({ sql }) => sql.match(/\w+/g) ?? []));
  const fields = (kind: LedgerKind): string[] => columnsOf(programme, kind).map(({ field }) => field);
  return (kind) => [...fields(kind).filter((field) => words.has(field)), ORIGIN_FIELDS];
}

function withInputs(wanted: Model[], all: Model[]): Model[] {
  const names = new Set(wanted.map(({ name }) => name));
  // Set visits what is added on the way, too.
  for (const name of names)
    for (const read of all.find((model) => model.name === name)?.reads ?? []) names.add(read);
  return all.filter(({ name }) => names.has(name));
}
