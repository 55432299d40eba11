import type { Language } from '@skill-ledger/contracts';
import type { ReportFacts } from './facts.ts';
import { ReportWriter } from './writer.ts';

/** Maximum number of names in a sentence; the tables have all. */
const MOST_NAMED = 5;
const LATE = ['滞后', '严重滞后'];

/** A problem shown by the figures, with the resulting measure. */
interface Finding {
  problem: string;
  measure: string;
}

type Rule = (facts: ReportFacts, w: ReportWriter) => Finding | null;

const names = (w: ReportWriter, list: string[]): string => {
  const shown = list.slice(0, MOST_NAMED).map(w.name).join(w.say('、', ', '));
  if (list.length <= MOST_NAMED) return shown;
  return w.say(`${shown}等${list.length}个`, `${shown} and ${list.length - MOST_NAMED} more`);
};

const pace: Rule = ({ progress: { total } }, w) => {
  if (total.paceGap === undefined || total.paceGap >= 0) return null;
  const [done, time] = [w.value('progress', total.progress), w.value('timeProgress', total.timeProgress)];
  return {
    problem: w.say(
      `总体进度落后于时间。目标完成率${done}，序时进度${time}，相差${w.value('paceGap', total.paceGap)}个百分点（§六(一)）。`,
      `Overall progress is behind time: ${done} of the target against ${time} (${w.value('paceGap', total.paceGap)} points; §六(一)).`,
    ),
    measure: w.say(
      '倒排计划，按月调度各领域完成数，补足与序时进度的差距。',
      'Plan backwards, and follow the completed trainings of each domain by the month.',
    ),
  };
};

const domains: Rule = ({ progress }, w) => {
  const late = progress.domains.filter((one) => LATE.includes(one.pace ?? '')).map(({ domain }) => domain);
  if (late.length === 0) return null;
  return {
    problem: w.say(
      `${late.length}个领域进度滞后：${names(w, late)}（附件）。`,
      `${late.length} domains are behind: ${names(w, late)} (附件).`,
    ),
    measure: w.say(
      '由牵头单位逐个说明滞后原因，提出补课计划和完成时限。',
      'Their lead units explain why, and name a plan and a day.',
    ),
  };
};

const units: Rule = ({ progress }, w) => {
  const late = [
    ...progress.units.map(({ unit, pace: word }) => ({ name: unit, word })),
    ...progress.towns.map(({ town, pace: word }) => ({ name: town, word })),
  ].filter(({ word }) => LATE.includes(word ?? ''));
  if (late.length === 0) return null;
  const list = names(
    w,
    late.map(({ name }) => name),
  );
  return {
    problem: w.say(
      `${late.length}个单位、镇街完成任务滞后：${list}（§六(一)）。`,
      `${late.length} departments and towns are behind their quota: ${list} (§六(一)).`,
    ),
    measure: w.say(
      '对滞后单位下达督办，限期完成，专班办公室跟踪销号。',
      'Give them tasks with a due date, and follow these until they are closed.',
    ),
  };
};

const money: Rule = ({ progress: { total } }, w) => {
  const { paidOfBudget, timeProgress } = total;
  if (paidOfBudget === undefined || timeProgress === undefined || paidOfBudget >= timeProgress) return null;
  return {
    problem: w.say(
      `资金执行偏慢。累计资金执行率${w.value('paidOfBudget', paidOfBudget)}，低于序时进度${w.value('timeProgress', timeProgress)}（§六(三)）。`,
      `Money is paid slowly: ${w.value('paidOfBudget', paidOfBudget)} of the budget against a time progress of ${w.value('timeProgress', timeProgress)} (§六(三)).`,
    ),
    measure: w.say(
      '加快补贴审核、公示和发放，会同财政局核对到位资金。',
      'Speed up checks, notices and payments, and reconcile the money arrived with the finance bureau.',
    ),
  };
};

/** Targets are taken from the scoring scheme, so that they are defined once. */
const quality: Rule = ({ quality: own, scores }, w) => {
  const targetOf = (id: string): string | undefined =>
    scores.units.flatMap(({ indicators }) => indicators).find((one) => one.id === id)?.target;
  const target = targetOf('passRate');
  if (own.passRate === undefined || target === undefined || own.passRate >= Number(target)) return null;
  return {
    problem: w.say(
      `合格率偏低。本期合格率${w.value('passRate', own.passRate)}，低于评分方案指标值${w.value('passRate', Number(target))}（§六(四)）。`,
      `The pass rate is low: ${w.value('passRate', own.passRate)}, below the scheme’s target ${w.value('passRate', Number(target))} (§六(四)).`,
    ),
    measure: w.say(
      '组织补考和考前辅导，对合格率低的机构开展教学检查。',
      'Arrange second examinations and tuition; inspect institutions with low rates.',
    ),
  };
};

const skills: Rule = ({ progress: { workforce } }, w) => {
  if (workforce === null || (workforce.skilledMissing <= 0 && workforce.highSkilledMissing <= 0)) return null;
  return {
    problem: w.say(
      `技能人才占比未达目标。技能劳动者尚缺${w.value('skilledMissing', workforce.skilledMissing)}人，高技能人才尚缺${w.value('highSkilledMissing', workforce.highSkilledMissing)}人（§一）。`,
      `The shares of skilled workers are below their targets: ${w.value('skilledMissing', workforce.skilledMissing)} skilled and ${w.value('highSkilledMissing', workforce.highSkilledMissing)} highly skilled persons are missing (§一).`,
    ),
    measure: w.say(
      '扩大中级工以上培训和等级认定，动员企业自主评价。',
      'Extend trainings and assessments from the intermediate level up, and win enterprises to assess their own.',
    ),
  };
};

const supervision: Rule = ({ supervision: { rules } }, w) => {
  const high = rules.filter(({ severity, open }) => severity === 'high' && open > 0);
  if (high.length === 0) return null;
  const count = high.reduce((sum, { open }) => sum + open, 0);
  const [most] = [...high].sort((a, b) => b.open - a.open);
  return {
    problem: w.say(
      `高风险预警${count}条尚未认定，最多的是${most?.rule}${most?.name}${most?.open}条（§六(三)）。`,
      `${count} findings of high severity are not decided, most of them ${most?.rule} ${most?.nameEn}: ${most?.open} (§六(三)).`,
    ),
    measure: w.say(
      '逐条核实高风险预警，属实的追回补贴并按规定处理。',
      'Examine each of them; recover what was wrongly paid.',
    ),
  };
};

/** Rules in the order in which a report names their problems. */
const RULES: Rule[] = [pace, domains, units, money, quality, skills, supervision];

/** Problems and measures drafted from the figures, numbered, one per line. */
export function draftedTexts(facts: ReportFacts, language: Language): { problems: string; measures: string } {
  const w = new ReportWriter(language, facts.names);
  const found = RULES.flatMap((rule) => rule(facts, w) ?? []);
  if (found.length === 0) {
    return {
      problems: w.say(
        '各项指标达到要求，未发现突出问题。',
        'All figures are as required; no problem stands out.',
      ),
      measures: w.say(
        '保持现有进度，做好日常调度和监管。',
        'Keep the pace, and go on following and supervising.',
      ),
    };
  }
  const numbered = (texts: string[]): string =>
    texts.map((text, at) => `${at + 1}.${w.say('', ' ')}${text}`).join('\n');
  return {
    problems: numbered(found.map(({ problem }) => problem)),
    measures: numbered(found.map(({ measure }) => measure)),
  };
}
