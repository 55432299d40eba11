import type { FindingRow, RuleSummary } from '@skill-ledger/contracts';
import { useLanguage } from '../../i18n/language.ts';
import { Button } from '../../ui/button.tsx';
import { Actions } from '../../ui/page.tsx';
import { SelectionList } from '../../ui/selection-list.tsx';
import { FindingSummary } from './finding-summary.tsx';
import { formatKey } from './search.ts';
import { useTexts } from './texts.ts';

interface FindingListProps {
  rows: FindingRow[];
  rules: RuleSummary[];
  /** Id of the open finding. */
  open: string | undefined;
  chosen: string[];
  onOpen: (id: string) => void;
  /** Omitted if the user may only read. */
  onChoose: ((ids: string[]) => void) | undefined;
}

/** The findings of a page of the worklist: arrows move, Space chooses, Enter opens. */
export function FindingList({ rows, rules, open, chosen, onOpen, onChoose }: FindingListProps) {
  const text = useTexts();
  const { say } = useLanguage();
  const nameOf = (rule: string): string => {
    const found = rules.find((one) => one.rule === rule);
    return found ? say(found.name) : '';
  };
  return (
    <>
      {onChoose && rows.length > 1 && (
        <Actions>
          <Button kind="link" size="small" onClick={() => onChoose(rows.map(({ id }) => id))}>
            {text.chooseAll}
          </Button>
          {chosen.length > 0 && (
            <Button kind="link" size="small" onClick={() => onChoose([])}>
              {text.chooseNone}
            </Button>
          )}
        </Actions>
      )}
      <SelectionList
        label={text.list}
        rows={rows}
        textOf={({ rule, key }) => `${rule} ${nameOf(rule)} ${formatKey(key)}`}
        chooseText={text.choose}
        open={open}
        chosen={chosen}
        onOpen={onOpen}
        onChoose={onChoose}
      >
        {(finding) => <FindingSummary finding={finding} rule={nameOf(finding.rule)} whole />}
      </SelectionList>
    </>
  );
}
