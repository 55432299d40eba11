import { ButtonLink } from '../../ui/button.tsx';
import { PageHead } from '../../ui/page.tsx';
import { useTexts } from './texts.ts';

/** Before the first load: what would fill the page, and the step that does it. */
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
