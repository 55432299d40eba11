import type { FormCheck } from '@skill-ledger/contracts';
import { useLanguage } from '../../i18n/language.ts';
import { Notice } from '../../ui/notice.tsx';
import styles from './check-summary.module.css';
import { fieldId } from './field-names.ts';
import { useFormTexts } from './form-texts.ts';

interface CheckSummaryProps {
  checks: FormCheck[];
  /** Text if nothing is open; null for none. */
  lead?: string | null;
}

/** Invalid and missing fields, with links; information below. */
export function CheckSummary({ checks, lead }: CheckSummaryProps) {
  const text = useFormTexts();
  const { say } = useLanguage();
  const open = checks.filter(({ severity }) => severity !== 'flag');
  const flags = checks.filter(({ severity }) => severity === 'flag');
  return (
    <div className={styles.summary} data-testid="checks">
      {open.length === 0 && lead !== null && <Notice>{lead ?? text.checks.none}</Notice>}
      {open.length > 0 && (
        <Notice tone="warn">
          {text.checks.open(open.length)}
          <ul>
            {open.map(({ code, field, text: said }) => (
              <li key={`${code} ${field}`}>
                {field === null ? (
                  say(said)
                ) : (
                  <a
                    href={`#${fieldId(field)}`}
                    onClick={(event) => {
                      event.preventDefault();
                      document.getElementById(fieldId(field))?.focus();
                    }}
                  >
                    {say(said)}
                  </a>
                )}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {flags.length > 0 && (
        <details>
          <summary>
            {text.checks.flags} {flags.length}
          </summary>
          <ul>
            {flags.map(({ code, field, light, text: said }) => (
              <li key={`${code} ${field}`} className={light === 'red' ? styles.red : styles.yellow}>
                <span aria-hidden="true">{light === 'red' ? '■' : '▲'}</span> {say(said)}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
