import { Button } from './button.tsx';
import { Checkbox } from './checkbox.tsx';
import styles from './multi-select.module.css';
import { Popover } from './popover.tsx';
import type { Option } from './select.tsx';

interface ChoiceGroup {
  label: string;
  options: Option[];
  chosen: string[];
  onChange: (chosen: string[]) => void;
}

interface MultiSelectProps {
  label: string;
  /** Text of the closed button after the label. */
  summary: string;
  clearLabel: string;
  groups: ChoiceGroup[];
}

/** Multiple choice: check boxes behind a button. */
export function MultiSelect({ label, summary, clearLabel, groups }: MultiSelectProps) {
  const any = groups.some(({ chosen }) => chosen.length > 0);
  return (
    <Popover
      isActive={any}
      button={
        <>
          <span className={styles.label}>{label}</span> {summary}
        </>
      }
    >
      <div className={styles.list}>
        {groups.map((group) => (
          <Group key={group.label} {...group} />
        ))}
        <Button
          kind="link"
          disabled={!any}
          onClick={() => {
            for (const { chosen, onChange } of groups) if (chosen.length > 0) onChange([]);
          }}
        >
          {clearLabel}
        </Button>
      </div>
    </Popover>
  );
}

function Group({ label, options, chosen, onChange }: ChoiceGroup) {
  return (
    <fieldset className={styles.group}>
      <legend>{label}</legend>
      <div className={styles.options}>
        {options.map((option) => (
          <Checkbox
            key={option.value}
            checked={chosen.includes(option.value)}
            onChange={(checked) =>
              onChange(checked ? [...chosen, option.value] : chosen.filter((value) => value !== option.value))
            }
          >
            {option.label}
          </Checkbox>
        ))}
      </div>
    </fieldset>
  );
}
