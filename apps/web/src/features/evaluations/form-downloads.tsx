import type { RankedUnit } from '@skill-ledger/contracts';
import { useNames } from '../../programme/programme.tsx';
import { ButtonAnchor } from '../../ui/button.tsx';
import { useDownloadTexts } from './download-texts.ts';

const FORMATS = ['docx', 'xlsx', 'pdf'] as const;

interface FormDownloadsProps {
  form: string;
  unit: string;
  /** Number of the submission; by default the last. */
  nth?: number;
  kind?: 'link';
}

/** The official form of a submission, in each of its formats. */
export function FormDownloads({ form, unit, nth, kind }: FormDownloadsProps) {
  const text = useDownloadTexts();
  const names = useNames();
  const query = nth === undefined ? '' : `?nth=${nth}`;
  return FORMATS.map((format) => (
    <ButtonAnchor
      key={format}
      {...(kind && { kind, size: 'small' as const })}
      href={`/api/v1/evaluations/forms/${form}/official-form.${format}${query}`}
      aria-label={text.officialForm(names(unit), text.formats[format], nth)}
      download
    >
      {kind === undefined ? text.form(text.formats[format]) : text.formats[format]}
    </ButtonAnchor>
  ));
}

/** Whether a form has a submission that can be downloaded. */
export const isSubmitted = ({ state }: Pick<RankedUnit, 'state'>): boolean =>
  ['submitted', 'reviewing', 'final', 'published'].includes(state);
