import type { TownRow, UnitRow, UnitsAnswer } from '@skill-ledger/contracts';
import type { UseQueryResult } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useNames } from '../../programme/programme.tsx';
import { Answer } from '../../ui/answer.tsx';
import { formatDistance } from '../../ui/format.ts';
import { Section } from '../../ui/section.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { isLagging, lowestGap } from './pace.ts';
import { type RankedUnit, rankUnits } from './rank.ts';
import { UnitTable } from './tables.ts';
import { useTexts } from './texts.ts';

const NONE: (UnitRow | TownRow)[] = [];

/** 单位排名: departments or towns by pace; never both in one list, since one class counts for both. */
export function Units({ units }: { units: UseQueryResult<UnitsAnswer> }) {
  const text = useTexts();
  const list = useSearch({ from: '/' }).list ?? 'departments';
  const navigate = useNavigate({ from: '/' });
  const rows = (list === 'towns' ? units.data?.towns : units.data?.units) ?? NONE;
  const ranked = useMemo(() => rankUnits(rows), [rows]);
  const title = useTitle(ranked);
  return (
    <Section
      id="units"
      label={text.units.label}
      title={units.data ? title : text.units.label}
      note={text.units.note}
      actions={
        <Segmented
          label={text.units.list}
          value={list}
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
      }
    >
      <Answer query={units} height={780}>
        {(answer) => <UnitTable answer={answer} rows={ranked} />}
      </Answer>
    </Section>
  );
}

function useTitle(ranked: RankedUnit[]): string {
  const text = useTexts();
  const names = useNames();
  const last = lowestGap(ranked);
  if (!last) return text.units.none;
  const measured = ranked.filter(({ rank }) => rank !== undefined);
  const title = text.units.title(measured.length, measured.filter(isLagging).length);
  return isLagging(last) ? title + text.units.last(names(last.name), formatDistance(last.paceGap)) : title;
}
