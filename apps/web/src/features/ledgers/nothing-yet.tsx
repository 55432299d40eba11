import { ButtonLink } from '../../ui/button.tsx';
import { PageHead } from '../../ui/page.tsx';
import { useTexts } from './texts.ts';

/** Before the first load: what the page will show, and how to load data. */
export function NothingYet() {
  const text = useTexts();
  return (
    <PageHead
      title={text.batches.none}
      actions={
        <ButtonLink kind="primary" to="/ledgers" search={({ lang }) => ({ lang })}>
          {text.upload.heading}
        </ButtonLink>
      }
    />
  );
}
