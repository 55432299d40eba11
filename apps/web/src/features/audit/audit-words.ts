import { auditWords, FigureValues } from '@skill-ledger/contracts';
import { useQuery } from '@tanstack/react-query';
import { programmeQuery } from '../../api/queries.ts';
import { useLanguage } from '../../i18n/language.ts';
import { useWords } from '../../i18n/words.ts';
import { formatCount, formatDay, formatInstant } from '../../ui/format.ts';
import { formatAnyYuan } from '../../ui/money.ts';

/** Entries of the log in words of the page's language, with the programme's names. */
export function useAuditWords(): ReturnType<typeof auditWords> {
  const { colon, comma } = useWords();
  const { say, language } = useLanguage();
  const programme = useQuery(programmeQuery).data;
  return auditWords({
    ...{ language, colon, comma, count: formatCount, yuan: formatAnyYuan },
    day: (iso) => formatDay(iso, language),
    instant: (iso) => formatInstant(iso, language),
    figure: (id) => {
      const figure = FigureValues.keyof().safeParse(id);
      const definition = figure.success ? programme?.figures[figure.data] : undefined;
      return definition && say(definition.label);
    },
    dismissal: (code) => {
      const reason = programme?.dismissals.find((one) => one.code === code);
      return reason && say(reason.label);
    },
  });
}
