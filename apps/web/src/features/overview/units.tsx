import type { TownRow, UnitRow, UnitsAnswer } from '@skill-ledger/contracts';
import type { UseQueryResult } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useNames } from '../../programme/programme.tsx';
import { Answer } from '../../ui/answer.tsx';
import { HelpText } from '../../ui/field.tsx';
import { formatCount, formatDistance } from '../../ui/format.ts';
import { Section } from '../../ui/section.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { withoutIdle } from './idle.ts';
import { isLagging, lowestGap } from './pace.ts';
import { type RankedUnit, rankUnits } from './rank.ts';
import { UnitTable } from './tables.ts';
import { useTexts } from './texts.ts';

const NONE: (UnitRow | TownRow)[] = [];

/** 单位排名: departments or towns by pace; never both in one list, since one class counts for both. */
export function Units({ units }: { units: UseQueryResult<UnitsAnswer> }) {
  const text = useTexts();
  const names = useNames();
  const { asked, isChoice } = useList(units.data);
  const navigate = useNavigate({ from: '/' });
  const rows = (asked === 'towns' ? units.data?.towns : units.data?.units) ?? NONE;
  const { shown, idle } = useMemo(() => withoutIdle(rankUnits(rows)), [rows]);
  const title = useTitle(shown);
  const label = units.data && shown.length === 1 ? text.units.labelOne : text.units.label;
  return (
    <Section
      id="units"
      label={label}
      title={units.data ? title : label}
      note={isChoice ? text.units.note + text.units.both : text.units.note}
      actions={
        isChoice && (
          <Segmented
            label={text.units.list}
            value={asked}
            options={[
              { value: 'departments', label: text.departments },
              { value: 'towns', label: text.towns },
            ]}
            onChange={(value) => {
              void navigate({
                search: (previous) => ({ ...previous, list: value === 'towns' ? 'towns' : undefined }),
                resetScroll: false,
              });
            }}
          />
        )
      }
    >
      <Answer query={units} height={780}>
        {(answer) => (
          <>
            <UnitTable answer={answer} rows={shown} label={label} />
            {idle.length > 0 && (
              <HelpText>
                {text.units.idle(
                  idle.length,
                  idle.map(({ name }) => names(name)).join(text.comma),
                  idle.every(({ absent }) => absent?.quota === '未分解'),
                  shown.length > 0,
                )}
              </HelpText>
            )}
          </>
        )}
      </Answer>
    </Section>
  );
}

/** The list asked for; where a filter or the account's unit leaves one of the two empty, the other. */
function useList(answer: UnitsAnswer | undefined): { asked: 'departments' | 'towns'; isChoice: boolean } {
  const asked = useSearch({ from: '/' }).list ?? 'departments';
  const [hasUnits, hasTowns] = [answer?.units.length !== 0, answer?.towns.length !== 0];
  if (hasUnits === hasTowns) return { asked, isChoice: true };
  return { asked: hasUnits ? 'departments' : 'towns', isChoice: false };
}

function useTitle(ranked: RankedUnit[]): string {
  const text = useTexts();
  const names = useNames();
  const last = lowestGap(ranked);
  const [first, ...others] = ranked;
  if (!last && first?.completed !== undefined && others.length === 0)
    return text.units.oneDone(names(first.name), formatCount(first.completed));
  if (!last) return text.units.none;
  const measured = ranked.filter(({ rank }) => rank !== undefined);
  if (measured.length === 1) {
    return text.units.one(names(last.name), last.paceGap < 0, formatDistance(last.paceGap));
  }
  const title = text.units.title(measured.length, measured.filter(isLagging).length);
  return isLagging(last) ? title + text.units.last(names(last.name), formatDistance(last.paceGap)) : title;
}
