import type { ReactNode } from 'react';
import { Checkbox, GridList, GridListItem, type Selection } from 'react-aria-components';
import { AriaLanguage } from './aria.tsx';
import styles from './selection-list.module.css';

interface SelectionListProps<R extends { id: string }> {
  label: string;
  rows: R[];
  /** Name of a row, in plain text. */
  textOf: (row: R) => string;
  /** Name of its check box. */
  chooseText: (row: string) => string;
  children: (row: R) => ReactNode;
  /** Id of the row that is open beside the list. */
  open: string | undefined;
  onOpen: (id: string) => void;
  chosen: string[];
  /** Omitted if rows cannot be selected. */
  onChoose: ((ids: string[]) => void) | undefined;
}

/** Rows to open and to select: arrows move, Enter opens, Space chooses, Ctrl+A chooses all, Esc none. */
export function SelectionList<R extends { id: string }>(props: SelectionListProps<R>) {
  const { label, rows, textOf, chooseText, children, open, onOpen, chosen, onChoose } = props;
  const choose = (keys: Selection): void =>
    onChoose?.(rows.map(({ id }) => id).filter((id) => keys === 'all' || keys.has(id)));
  return (
    <AriaLanguage>
      <GridList
        aria-label={label}
        className={styles.list}
        selectionMode={onChoose ? 'multiple' : 'none'}
        selectedKeys={chosen}
        onSelectionChange={choose}
        onAction={(key) => onOpen(String(key))}
      >
        {rows.map((row) => (
          <GridListItem
            key={row.id}
            id={row.id}
            textValue={textOf(row)}
            data-id={row.id}
            className={row.id === open ? `${styles.row} ${styles.open}` : styles.row}
          >
            {onChoose && (
              <Checkbox slot="selection" aria-label={chooseText(textOf(row))} className={styles.box}>
                <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
                  <rect x="0.75" y="0.75" width="14.5" height="14.5" rx="2.5" />
                  <path d="M4 8.5l2.7 2.7L12 5.5" />
                </svg>
              </Checkbox>
            )}
            <div className={styles.content}>{children(row)}</div>
          </GridListItem>
        ))}
      </GridList>
    </AriaLanguage>
  );
}
