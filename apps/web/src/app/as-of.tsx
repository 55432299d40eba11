import type { ProgrammeAnswer } from '@skill-ledger/contracts';
import { rootRouteId, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useChangeAddress } from '../address/use-address.ts';
import { useLanguage } from '../i18n/language.ts';
import { formatDay } from '../ui/format.ts';
import styles from './as-of.module.css';

/** The as-of date: the newest of the data unless one is chosen. */
export function AsOf({ programme }: { programme: ProgrammeAnswer }) {
  const { text, language } = useLanguage();
  const change = useChangeAddress();
  const chosen = useSearch({ from: rootRouteId }).asOf;
  const shown = chosen ?? programme.defaultAsOf;
  const [draft, setDraft] = useState(shown);
  useEffect(() => setDraft(shown), [shown]);
  const { from, until } = programme.period;
  const latest = [until, programme.defaultAsOf].sort().at(-1) ?? until;
  return (
    <div className={styles.asOf}>
      <label>
        {text.asOf}{' '}
        <input
          type="date"
          value={draft}
          min={from}
          max={latest}
          onChange={({ target }) => {
            setDraft(target.value);
            // While a year is being typed it is 0002, 0020, 0202: only days the programme knows are taken.
            if (target.value >= from && target.value <= latest) {
              change({ asOf: target.value === programme.defaultAsOf ? undefined : target.value });
            }
          }}
          onBlur={() => setDraft(shown)}
        />
      </label>
      {chosen !== undefined && (
        <button
          type="button"
          title={text.newestHint(formatDay(programme.defaultAsOf, language))}
          onClick={() => change({ asOf: undefined })}
        >
          {text.newest}
        </button>
      )}
    </div>
  );
}
