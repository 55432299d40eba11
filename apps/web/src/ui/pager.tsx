import { Button } from './button.tsx';
import { formatCount } from './format.ts';
import styles from './pager.module.css';
import { useKitTexts } from './texts.ts';

interface PagerProps {
  /** Rows before this page. */
  offset: number;
  /** Rows on this page. */
  shown: number;
  total: number;
  /** Rows of a full page. */
  size: number;
  onGo: (offset: number) => void;
}

/** The range of rows and paging buttons; nothing if all rows fit. */
export function Pager({ offset, shown, total, size, onGo }: PagerProps) {
  const text = useKitTexts();
  if (total <= size) return null;
  const until = offset + shown;
  return (
    <nav className={styles.pager} aria-label={text.pager.label}>
      <Button disabled={offset === 0} onClick={() => onGo(Math.max(0, offset - size))}>
        {text.pager.previous}
      </Button>
      <span>{text.pager.page(formatCount(offset + 1), formatCount(until), formatCount(total))}</span>
      <Button disabled={until >= total} onClick={() => onGo(until)}>
        {text.pager.next}
      </Button>
    </nav>
  );
}
