import type { State } from './open.ts';

/** Ids of the snapshots that self-evaluations, their submissions, tasks, reports, releases and name lists were made from. */
export async function namedSnapshots(state: State): Promise<Set<string>> {
  const kept = [
    ...(await state.selectFrom('evaluation_form').select('opened as text').execute()),
    ...(await state.selectFrom('evaluation_version').select('content as text').execute()),
    ...(await state.selectFrom('task').select('origin as text').execute()),
  ];
  const releases = await state.selectFrom('release').select('snapshot').execute();
  const reports = await state.selectFrom('report').select('snapshot').execute();
  const notices = await state.selectFrom('notice').select('snapshot').execute();
  return new Set([
    ...[...releases, ...reports, ...notices].map(({ snapshot }) => snapshot),
    ...kept.flatMap(({ text }) => (JSON.parse(text) as { snapshot?: string }).snapshot ?? []),
  ]);
}
