import { useChangedProgramme } from './programme.ts';

/** The qualitative indicator of the changed scheme, and its weight. */
export const RATED = { id: 'publicity', name: '政策宣传', weight: '4' };

interface SchemeText {
  indicators: { id: string; weight: string }[];
}

/** The programme's scheme with 4 points for a qualitative indicator, taken from 重点群体占比; `remove` it at the end. */
export const useRatedScheme = (): ReturnType<typeof useChangedProgramme> =>
  useChangedProgramme({
    'schemes/2020-1.json': (text) => {
      const scheme = JSON.parse(text) as SchemeText;
      const indicators = scheme.indicators.flatMap((one) =>
        one.id === 'keyGroups'
          ? [
              { ...one, weight: '4' },
              {
                ...one,
                ...{ id: RATED.id, name: { zh: RATED.name, en: 'Publicity' }, weight: RATED.weight },
                ...{ measure: 'qualitative', parameters: {}, target: '1' },
              },
            ]
          : [one],
      );
      return JSON.stringify({ ...scheme, indicators }, null, 2);
    },
  });
