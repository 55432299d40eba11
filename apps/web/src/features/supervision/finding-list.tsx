import type { FindingRow, RuleSummary } from '@skill-ledger/contracts';
import type { KeyboardEvent } from 'react';
import { useLanguage } from '../../i18n/language.ts';
import { useNames } from '../../programme/programme.tsx';
import { formatYuan, groupYuan } from '../../ui/money.ts';
import { formatKey } from './search.ts';
import { SeverityMark } from './severity-mark.tsx';
import { StatusMark } from './status-mark.tsx';
import styles from './supervision.module.css';
import { useTexts } from './texts.ts';

interface FindingListProps {
  rows: FindingRow[];
  rules: RuleSummary[];
  /** Id of the one that is open. */
  open: string | undefined;
  chosen: string[];
  onOpen: (id: string) => void;
  /** Left out where one may only look. */
  onChoose: ((ids: string[]) => void) | undefined;
}

/** One line each; arrows move, space chooses, enter opens. */
export function FindingList({ rows, rules, open, chosen, onOpen, onChoose }: FindingListProps) {
  const text = useTexts();
  const toggle = (id: string): void =>
    onChoose?.(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]);
  const onKeyDown = (event: KeyboardEvent<HTMLUListElement>): void => {
    const buttons = [...event.currentTarget.querySelectorAll<HTMLButtonElement>('button[data-id]')];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    if (at < 0) return;
    if (event.key === ' ') {
      event.preventDefault();
      toggle(buttons[at]?.dataset.id ?? '');
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    buttons[at + step]?.focus();
  };
  return (
    <>
      {onChoose && rows.length > 1 && (
        <p className={styles.listHead}>
          <button type="button" className={styles.toggle} onClick={() => onChoose(rows.map(({ id }) => id))}>
            {text.chooseAll}
          </button>
          {chosen.length > 0 && (
            <button type="button" className={styles.toggle} onClick={() => onChoose([])}>
              {text.chooseNone}
            </button>
          )}
        </p>
      )}
      <ul className={styles.list} onKeyDown={onKeyDown}>
        {rows.map((row) => (
          <Finding
            key={row.id}
            finding={row}
            rule={rules.find(({ rule }) => rule === row.rule)}
            isOpen={row.id === open}
            isChosen={chosen.includes(row.id)}
            onOpen={() => onOpen(row.id)}
            onToggle={onChoose && (() => toggle(row.id))}
          />
        ))}
      </ul>
    </>
  );
}

interface FindingProps {
  finding: FindingRow;
  rule: RuleSummary | undefined;
  isOpen: boolean;
  isChosen: boolean;
  onOpen: () => void;
  onToggle: (() => void) | undefined;
}

function Finding({ finding, rule, isOpen, isChosen, onOpen, onToggle }: FindingProps) {
  const text = useTexts();
  const { say } = useLanguage();
  const names = useNames();
  const name = `${finding.rule} ${rule ? say(rule.name) : ''}`;
  const where = [finding.department, finding.town].flatMap((unit) => (unit === null ? [] : [names(unit)]));
  const about = [formatKey(finding.key), ...where, finding.institution].filter(Boolean).join(' · ');
  return (
    <li className={isOpen ? `${styles.finding} ${styles.isOpen}` : styles.finding} data-rule={finding.rule}>
      {onToggle && (
        <input
          type="checkbox"
          checked={isChosen}
          aria-label={text.choose(`${name} ${formatKey(finding.key)}`)}
          onChange={onToggle}
        />
      )}
      <button
        type="button"
        className={styles.open}
        data-id={finding.id}
        aria-current={isOpen ? 'true' : undefined}
        onClick={onOpen}
      >
        <span className={styles.what}>
          <SeverityMark severity={finding.severity} />
          <strong>{name}</strong>
          <StatusMark status={finding.status} />
          {finding.stake !== '0.00' && (
            <span className={styles.amount}>{text.yuan(formatYuan(finding.stake))}</span>
          )}
        </span>
        <span className={styles.line}>{groupYuan(say(finding.text))}</span>
        <span className={styles.about}>{about}</span>
        {(finding.assignee !== null || finding.dueOn !== null) && (
          <span className={styles.about}>
            {[
              finding.assignee && `${text.assignee} ${finding.assignee}`,
              finding.dueOn && `${text.due} ${finding.dueOn}`,
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
        )}
      </button>
    </li>
  );
}
