import type { ProgrammeAnswer } from '@skill-ledger/contracts';
import { rootRouteId, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useChangeAddress } from '../address/use-address.ts';
import { useLanguage } from '../i18n/language.ts';
import { Button } from '../ui/button.tsx';
import { formatDay } from '../ui/format.ts';
import styles from './as-of.module.css';
import { useAppTexts } from './texts.ts';

/** Heavy and rarely used: loaded when the day is clicked. */
const DatePicker = lazy(() => import('../ui/date-picker.tsx'));

/** The as-of date; by default the newest of the data. */
export function AsOf({ programme }: { programme: ProgrammeAnswer }) {
  const text = useAppTexts();
  const { language } = useLanguage();
  const change = useChangeAddress();
  const chosen = useSearch({ from: rootRouteId }).asOf;
  const [isEdited, setEdited] = useState(false);
  const shown = chosen ?? programme.defaultAsOf;
  const { from, until } = programme.period;
  const [, latest] = [until, programme.defaultAsOf].sort();
  const day = (
    <span className={styles.day}>
      <span>{text.asOf}</span>
      <Button aria-label={`${text.asOf} ${formatDay(shown, language)}`} onClick={() => setEdited(true)}>
        {formatDay(shown, language)}
      </Button>
    </span>
  );
  return (
    <div className={styles.asOf}>
      {isEdited ? (
        <Suspense fallback={day}>
          <DatePicker
            label={text.asOf}
            inline
            autoFocus
            value={shown}
            min={from}
            max={latest ?? until}
            onChange={(asOf) => {
              if (asOf !== '') change({ asOf: asOf === programme.defaultAsOf ? undefined : asOf });
            }}
          />
        </Suspense>
      ) : (
        day
      )}
      {chosen !== undefined && (
        <Button
          kind="link"
          size="small"
          title={text.newestHint(formatDay(programme.defaultAsOf, language))}
          onClick={() => change({ asOf: undefined })}
        >
          {text.newest}
        </Button>
      )}
    </div>
  );
}
