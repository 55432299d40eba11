import type { FormResult } from '@skill-ledger/contracts';
import { useNames } from '../../programme/programme.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useFormTexts } from './form-texts.ts';

/** Opinions of the bureaus on an indicator, with their points. */
export function Opinions({ result, indicator }: { result: FormResult | null; indicator: string }) {
  const text = useFormTexts();
  const names = useNames();
  const said = (result?.reviews ?? []).flatMap(({ role, bureaus, opinions }) => {
    const opinion = opinions[indicator];
    return opinion ? [{ role, bureaus, opinion }] : [];
  });
  return said.map(({ role, bureaus, opinion }) => (
    <Notice key={role}>
      {text.opinion(bureaus.map(names).join(text.comma))}
      {opinion.points && text.brackets(text.opinionPoints(opinion.points))}
      {text.colon}
      {opinion.text}
    </Notice>
  ));
}
