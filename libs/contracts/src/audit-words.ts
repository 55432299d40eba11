import { ROLE_LABELS } from './access.ts';
import type { AuditEntry } from './audit.ts';
import { AUDIT_ACTION_LABELS, AUDIT_DETAIL_LABELS, CAPABILITY_LABELS } from './audit-labels.ts';
import { CASE_STATUS_LABELS } from './case-status.ts';
import { FORM_STATE_LABELS } from './evaluation-steps.ts';
import { KIND_LABELS } from './kinds.ts';
import { HOLD_LABELS } from './notice-steps.ts';
import { NOTICE_SCOPE_LABELS } from './notices.ts';
import { periodName, releaseName } from './period-names.ts';
import { RELEASE_STATE_LABELS } from './release-steps.ts';
import { RELEASE_CHECK_LABELS } from './release-way.ts';
import { REPORT_STATE_LABELS } from './reports.ts';
import { SCHEDULE } from './schedule.ts';
import { IMPORTANCE_LABELS, TASK_ORIGIN_LABELS } from './tasks.ts';
import type { Bilingual } from './text.ts';

type Labels = Record<string, Bilingual>;

const BINDING_LABELS: Labels = {
  bound: { zh: '与数据文件夹一致', en: 'the home’s own' },
  unbound: { zh: '首次使用', en: 'used for the first time' },
  foreign: { zh: '不是原来的状态库', en: 'another store' },
  cut: { zh: '缺少此前的条目', en: 'entries missing' },
};
const MEANS_LABELS: Labels = {
  password: { zh: '密码', en: 'password' },
  demo: { zh: '演示一键登录', en: 'demonstration' },
  oidc: { zh: '统一身份', en: 'single sign-on' },
};
const ASSIGNED_LABELS: Labels = {
  department: { zh: '主管部门', en: 'department' },
  town: { zh: '实施镇街', en: 'town' },
  unassigned: { zh: '取消指派', en: 'unassigned' },
  account: { zh: '经办人', en: 'person' },
};
/** First words of subjects that are written as codes. */
const SUBJECT_LABELS: Labels = {
  rows: { zh: '台账行', en: 'ledger rows' },
  file: { zh: '原件', en: 'original file' },
  finding: { zh: '线索', en: 'finding' },
  quarantine: { zh: '待修正的行', en: 'rows to fix' },
  upload: { zh: '上传中待修正的行', en: 'rows to fix of an upload' },
  batches: { zh: '批次说明', en: 'reasons of batches' },
  warnings: { zh: '提示的核对情况', en: 'comments on warnings' },
  task: { zh: '督办附件', en: 'files of a task' },
  form: { zh: '自评附件', en: 'files of a form' },
  notice: { zh: '公示异议', en: 'objections to a notice' },
  payouts: { zh: '补贴台账（公示日期）', en: 'ledger of payouts with the days of a notice' },
};
const WORDS: Labels = { yes: { zh: '是', en: 'yes' }, no: { zh: '否', en: 'no' } };

/** Codes of a detail in words, by its name; those of `from` and `to` depend on what the action is about. */
const VALUE_LABELS: Record<string, Labels> = {
  ...{ role: ROLE_LABELS, status: CASE_STATUS_LABELS, need: CAPABILITY_LABELS, means: MEANS_LABELS },
  ...{ importance: IMPORTANCE_LABELS, origin: TASK_ORIGIN_LABELS, check: RELEASE_CHECK_LABELS },
  ...{ binding: BINDING_LABELS, assign: ASSIGNED_LABELS, scope: NOTICE_SCOPE_LABELS, hold: HOLD_LABELS },
};
const STATE_LABELS: Record<string, Labels> = {
  ...{ evaluation: FORM_STATE_LABELS, report: REPORT_STATE_LABELS, release: RELEASE_STATE_LABELS },
};

/** Areas whose subjects begin with a period or a release. */
const PERIODIC = new Set(['evaluation', 'release', 'report']);

/** A subject such as `2020H1 佛堂镇` or `2020-r1` with its period or release in words. */
function namedPeriod(subject: string): Bilingual {
  const [id = '', ...rest] = subject.split(' ');
  const release = releaseName(id);
  const name = release.zh === id ? periodName(id) : release;
  return { zh: [name.zh, ...rest].join(' '), en: [name.en, ...rest].join(' ') };
}

/** How a page or export formats the values within the words. */
export interface AuditManner {
  language: keyof Bilingual;
  /** Separators between a label and its value, and between the items of a list. */
  colon: string;
  comma: string;
  count: (value: number) => string;
  day: (iso: string) => string;
  instant: (iso: string) => string;
  yuan: (text: string) => string;
  /** Names of the programme in force; undefined if it has none of that id. */
  figure: (id: string) => string | undefined;
  dismissal: (code: string) => string | undefined;
}

const DAYS = ['dueOn', 'opensOn', 'closesOn', 'rectifyBy'];
const INSTANTS = ['since', 'at', 'publishAt'];

/** Entries of the audit log in words; an unknown code, as in entries of another version, is shown unchanged. */
export function auditWords(manner: AuditManner) {
  const word = (labels: Labels | undefined, key: string): string | undefined =>
    labels && Object.hasOwn(labels, key) ? labels[key]?.[manner.language] : undefined;

  const subject = ({ action, subject: written }: Pick<AuditEntry, 'action' | 'subject'>): string => {
    if (written === null) return '';
    if (PERIODIC.has(action.split('.')[0] ?? '')) return namedPeriod(written)[manner.language];
    if (action === 'schedule.run') return Object.hasOwn(SCHEDULE, written) ? labelOf(written) : written;
    const [, what = '', of, suffix] =
      /^(\w+)(?: (\w[\w.]*?))?(?: file \S+)?(\.(?:csv|xlsx|zip))?$/.exec(written) ?? [];
    const name = word(SUBJECT_LABELS, what);
    if (name === undefined) return written;
    const about = of === undefined || of === 'quarantine' ? '' : (manner.figure(of) ?? of.slice(0, 12));
    return [name, about, suffix?.slice(1).toUpperCase()].filter(Boolean).join(' · ');
  };
  const labelOf = (work: string): string => SCHEDULE[work as keyof typeof SCHEDULE].label[manner.language];

  const textOf = (action: string, name: string, value: string): string => {
    if (DAYS.includes(name)) return manner.day(value);
    if (INSTANTS.includes(name)) return manner.instant(value);
    if (name === 'recovered') return manner.yuan(value);
    if (name === 'reason') return manner.dismissal(value) ?? value;
    const states = name === 'from' || name === 'to' ? STATE_LABELS[action.split('.')[0] ?? ''] : undefined;
    return word(states ?? VALUE_LABELS[name], value) ?? word(KIND_LABELS, value) ?? value;
  };
  const shownOf = (action: string, name: string, value: unknown): string => {
    if (typeof value === 'string') return textOf(action, name, value);
    if (typeof value === 'number') return manner.count(value);
    if (typeof value === 'boolean') return word(WORDS, value ? 'yes' : 'no') ?? '';
    // Of ids only their number is shown; names of files, units and fields are listed.
    if (Array.isArray(value)) {
      return ['files', 'units'].includes(name) ? value.join(manner.comma) : manner.count(value.length);
    }
    if (typeof value === 'object' && value !== null) {
      return Object.values(value)
        .map((one) => textOf(action, name, String(one)))
        .join(' ');
    }
    return String(value);
  };
  /** Each detail with its label; flags that are off, and ids of records, are left out. */
  const detail = ({ action, detail: of }: Pick<AuditEntry, 'action' | 'detail'>): string[] =>
    Object.entries(of).flatMap(([name, value]) => {
      const isOff = value === false && name !== 'shared';
      const isId = name === 'operation' || name === 'objection';
      if (isId || value === null || value === undefined || isOff) return [];
      return [`${word(AUDIT_DETAIL_LABELS, name) ?? name}${manner.colon}${shownOf(action, name, value)}`];
    });
  return { action: (code: string): string => word(AUDIT_ACTION_LABELS, code) ?? code, subject, detail };
}
