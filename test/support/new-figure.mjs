// Loaded before the server: adds a figure and a dimension to its compiled modules, each where docs/architecture.md says, and nothing
// else. The lines are what a developer would write.
import { register } from 'node:module';

const hooks = `
const ADDED = {
  'libs/contracts/dist/figures.js': ['enrolled: Count,', 'men: Count,'],
  'libs/contracts/dist/dimensions.js': ['DIMENSIONS = {', "weekday: { zh: '结束星期', en: 'Weekday of the end' },"],
  'etl/dist/figures/dimensions.js': [
    'DIMENSION_SQL = {',
    "weekday: { values: list(['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']), always: true, in: ofTraining('dayname($day)') },",
  ],
  'etl/dist/figures/definitions/training.js': [
    'TRAINING_COUNTS = {',
    "men: { label: { zh: '男性完成人次', en: 'Men trained' }, unit: 'personTimes', formula: { zh: '男性的结业记录', en: 'finished, men' }, definition: { zh: '完成培训的男性', en: 'Completed trainings of men' }, clause: '§一', relation: 'training', day: 'completed_on', where: 'person_id[17]::INTEGER % 2 = 1', measure: 'count(*)' },",
  ],
};
export async function load(url, context, next) {
  const loaded = await next(url, context);
  const [, [after, line] = []] = Object.entries(ADDED).find(([path]) => url.endsWith(path)) ?? [];
  if (line === undefined) return loaded;
  const source = String(loaded.source);
  if (!source.includes(after)) throw new Error(url + ' has no ' + after);
  return { ...loaded, source: source.replace(after, after + line) };
}`;
register(`data:text/javascript,${encodeURIComponent(hooks)}`);
