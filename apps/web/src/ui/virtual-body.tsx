import { useVirtualizer } from '@tanstack/react-virtual';
import type { ReactNode, RefObject } from 'react';

/** Props that position a virtual row. */
export interface RowAttributes {
  'aria-rowindex': number;
  'data-index': number;
  ref: (row: HTMLTableRowElement | null) => void;
}

interface VirtualBodyProps {
  scroller: RefObject<HTMLElement | null>;
  keys: string[];
  columns: number;
  draw: (index: number, attributes: RowAttributes) => ReactNode;
}

/** Height of a row of one line, until it is measured. */
const ROW_HEIGHT = 36;

/** The rows in view and a few around them; spacers replace the others. */
export default function VirtualBody({ scroller, keys, columns, draw }: VirtualBodyProps) {
  const virtual = useVirtualizer({
    count: keys.length,
    getScrollElement: () => scroller.current,
    getItemKey: (index) => keys[index] ?? index,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
  });
  const items = virtual.getVirtualItems();
  const above = items[0]?.start ?? 0;
  const below = virtual.getTotalSize() - (items[items.length - 1]?.end ?? 0);
  return (
    <tbody>
      <Space height={above} columns={columns} />
      {items.map(({ index }) =>
        draw(index, { 'aria-rowindex': index + 2, 'data-index': index, ref: virtual.measureElement }),
      )}
      <Space height={below} columns={columns} />
    </tbody>
  );
}

function Space({ height, columns }: { height: number; columns: number }) {
  if (height <= 0) return null;
  return (
    <tr>
      <td colSpan={columns} style={{ height, padding: 0, border: 0 }} />
    </tr>
  );
}
