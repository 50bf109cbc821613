import { Button, Popover } from 'antd';
import { useState, type ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';
import { AssignForm } from './AssignForm';

/** Opens the form that gives a record to somebody else. */
export function AssignButton<R>({ onDone, ...props }: ComponentProps<typeof AssignForm<R>>) {
  const { t } = useTranslation('ui/records');
  const [open, setOpen] = useState(false);
  const done = (saved: R) => {
    setOpen(false);
    onDone(saved);
  };
  return (
    <Popover
      trigger="click"
      placement="bottom" // moved sideways where it has no room, on phones
      open={open}
      onOpenChange={setOpen}
      destroyOnHidden
      title={t('assign.title')}
      content={<AssignForm {...props} onDone={done} />}
    >
      <Button>{t('assign.button')}</Button>
    </Popover>
  );
}
