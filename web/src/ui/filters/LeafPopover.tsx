/** What opens the editor of a question. Closing it keeps what can be asked; Escape keeps what was. */
import { Popover, Spin } from 'antd';
import { lazy, Suspense, useState, type ReactElement } from 'react';
import { fieldOf, type AskedField } from './asked';
import type { Leaf } from './condition';
import { draftOf, leafOf } from './draft';
import styles from './filters.module.css';

// with pickers of dates and all: loaded when somebody first asks something
const LeafEditor = lazy(async () => ({ default: (await import('./LeafEditor')).LeafEditor }));

/** On a phone it is pushed aside as far as it takes to be seen. */
const WITHIN = { adjustX: 0, adjustY: 1, shiftX: true } as const;

interface Props {
  fields: readonly AskedField[];
  leaf: Leaf | null;
  onChange: (leaf: Leaf) => void;
  /** Ask something else beside it, and what the button for that says. */
  also?: { label: string; add: (leaf: Leaf) => void };
  children: ReactElement;
  open?: boolean;
  onClosed?: () => void;
}

export function LeafPopover({ fields, leaf, onChange, also, children, open = false, onClosed }: Props) {
  const [shown, setShown] = useState(open);
  const kept = () => draftOf(leaf, leaf ? fieldOf(fields, leaf) : undefined);
  const [draft, setDraft] = useState(kept);
  const close = (act?: (leaf: Leaf) => void) => {
    const asked = leafOf(draft);
    setShown(false);
    onClosed?.();
    if (asked && act) act(asked);
  };
  const change = (asked: Leaf) => {
    if (JSON.stringify(asked) !== JSON.stringify(leaf)) onChange(asked);
  };
  const toggle = (next: boolean) => {
    if (!next) return close(change);
    setDraft(kept());
    setShown(true);
  };
  return (
    <Popover
      open={shown}
      onOpenChange={toggle}
      trigger="click"
      placement="bottomLeft"
      arrow={false}
      autoAdjustOverflow={WITHIN}
      destroyOnHidden
      content={
        <Suspense fallback={<Spin className={styles.editor} />}>
          <LeafEditor
            fields={fields}
            draft={draft}
            onDraft={setDraft}
            onApply={() => close(change)}
            onCancel={() => close()}
            also={also && { label: also.label, add: () => close(also.add) }}
          />
        </Suspense>
      }
    >
      {children}
    </Popover>
  );
}
