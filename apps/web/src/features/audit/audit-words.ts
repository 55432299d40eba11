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
import { formatCount } from '../../ui/format.ts';
import { formatYuan } from '../../ui/money.ts';
import { useAuditTexts } from './audit-texts.ts';

interface AuditWords {
  /** The subject, in words if the entry has a code. */
  subject: (subject: string) => string;
  /** Each detail of the entry, with its label. */
  detail: (detail: AuditEntry['detail']) => string[];
}

/** Entries of the log as text; codes without a label are shown unchanged. */
export function useAuditWords(): AuditWords {
  const text = useAuditTexts();
  const messages = useWords();
  const { say } = useLanguage();
  const figures = useQuery(programmeQuery).data?.figures;
  const subject = (written: string): string => {
    const [, what, of, suffix] = /^(rows|file|finding|quarantine)(?: (\w+))?(\.\w+)?$/.exec(written) ?? [];
    if (what === undefined) return written;
    const figure = FigureValues.keyof().safeParse(of);
    const definition = figure.success ? figures?.[figure.data] : undefined;
    const name = definition ? say(definition.label) : of?.slice(0, 12);
    const format = suffix?.slice(1).toUpperCase();
    return [text.subjects[what] ?? what, name, format].filter(Boolean).join(' · ');
  };
  const wordOf = (name: string, value: unknown): string => {
    const role = Role.safeParse(value);
    if (name === 'role' && role.success) return say(ROLE_LABELS[role.data]);
    const status = CaseStatus.safeParse(value);
    if (name === 'status' && status.success) return say(CASE_STATUS_LABELS[status.data]);
    const kind = LedgerKind.safeParse(value);
    if (kind.success) return say(KIND_LABELS[kind.data]);
    if (name === 'recovered' && typeof value === 'string') return formatYuan(value);
    if (typeof value === 'string') return text.values[value] ?? value;
    if (typeof value === 'number') return formatCount(value);
    if (typeof value === 'boolean') return value ? text.yes : text.no;
    // Ids mean nothing to a reader: show their number; but show names of files.
    if (Array.isArray(value)) {
      return name === 'files' ? value.join(messages.comma) : text.many(formatCount(value.length));
    }
    if (typeof value === 'object' && value !== null) {
      return Object.values(value)
        .map((one) => text.values[String(one)] ?? String(one))
        .join(' ');
    }
    return String(value);
  };
  const detail = (of: AuditEntry['detail']): string[] =>
    Object.entries(of).flatMap(([name, value]) =>
      value === null || value === undefined || (value === false && name !== 'shared')
        ? []
        : [`${text.names[name] ?? name}${messages.colon}${wordOf(name, value)}`],
    );
  return { subject, detail };
}
