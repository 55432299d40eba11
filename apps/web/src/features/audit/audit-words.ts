import {
  type AuditEntry,
  CASE_STATUS_LABELS,
  CaseStatus,
  FigureValues,
  KIND_LABELS,
  LedgerKind,
  ROLE_LABELS,
  Role,
} from '@skill-ledger/contracts';
import { useQuery } from '@tanstack/react-query';
import { programmeQuery } from '../../api/queries.ts';
import { useLanguage } from '../../i18n/language.ts';
import { useWords } from '../../i18n/words.ts';
import { formatCount, formatDay, formatInstant } from '../../ui/format.ts';
import { formatAnyYuan } from '../../ui/money.ts';
import { useAuditTexts } from './audit-texts.ts';

interface AuditWords {
  /** The subject, in words if the entry has a code. */
  subject: (subject: string) => string;
  /** Each detail of the entry, with its label. */
  detail: (detail: AuditEntry['detail']) => string[];
}

/** The label of a key; undefined if there is none, as in entries of an earlier version. */
export const wordFor = (words: Record<string, string>, key: string): string | undefined =>
  Object.hasOwn(words, key) ? words[key] : undefined;

/** Entries of the log as text; codes of an earlier version without a label are shown unchanged. */
export function useAuditWords(): AuditWords {
  const text = useAuditTexts();
  const messages = useWords();
  const { say, language } = useLanguage();
  const programme = useQuery(programmeQuery).data;
  const subject = (written: string): string => {
    const [, what, of, suffix] = /^(rows|file|finding|quarantine)(?: (\w+))?(\.\w+)?$/.exec(written) ?? [];
    if (what === undefined) return written;
    const figure = FigureValues.keyof().safeParse(of);
    const definition = figure.success ? programme?.figures[figure.data] : undefined;
    const name = definition ? say(definition.label) : of?.slice(0, 12);
    const format = suffix?.slice(1).toUpperCase();
    return [wordFor(text.subjects, what) ?? what, name, format].filter(Boolean).join(' · ');
  };
  const reasonOf = (code: string): string => {
    const reason = programme?.dismissals.find((one) => one.code === code);
    return reason ? say(reason.label) : code;
  };
  /** Formats of values by name; other values are formatted by their type. */
  const byName: Record<string, (value: string) => string> = {
    role: (value) => (Role.safeParse(value).success ? say(ROLE_LABELS[value as Role]) : value),
    status: (value) =>
      CaseStatus.safeParse(value).success ? say(CASE_STATUS_LABELS[value as CaseStatus]) : value,
    recovered: formatAnyYuan,
    reason: reasonOf,
    dueOn: (value) => formatDay(value, language),
    since: (value) => formatInstant(value, language),
    need: (value) => wordFor(text.needs, value) ?? value,
  };
  const wordOf = (name: string, value: unknown): string => {
    if (typeof value === 'string') {
      const written = Object.hasOwn(byName, name) ? byName[name]?.(value) : undefined;
      const kind = LedgerKind.safeParse(value);
      return written ?? (kind.success ? say(KIND_LABELS[kind.data]) : (wordFor(text.values, value) ?? value));
    }
    if (typeof value === 'number') return formatCount(value);
    if (typeof value === 'boolean') return value ? text.yes : text.no;
    // Ids mean nothing to a reader: show their number; but show names of files.
    if (Array.isArray(value)) {
      return name === 'files' ? value.join(messages.comma) : text.many(formatCount(value.length));
    }
    if (typeof value === 'object' && value !== null) {
      return Object.values(value)
        .map((one) => wordFor(text.values, String(one)) ?? String(one))
        .join(' ');
    }
    return String(value);
  };
  const detail = (of: AuditEntry['detail']): string[] =>
    Object.entries(of).flatMap(([name, value]) =>
      name === 'operation' || value === null || value === undefined || (value === false && name !== 'shared')
        ? []
        : [`${wordFor(text.names, name) ?? name}${messages.colon}${wordOf(name, value)}`],
    );
  return { subject, detail };
}
