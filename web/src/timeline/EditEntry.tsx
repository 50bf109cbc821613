import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../session/session';
import { useProblemText } from '../ui/problems';
import { useTimelineContext } from './context';
import { DraftForm } from './DraftForm';
import { changesOf, draftOf } from './drafts';
import type { Entry } from './filters';
import { useCorrect } from './queries';

export function EditEntry({ entry, onDone }: { entry: Entry; onDone: () => void }) {
  const { t } = useTranslation('timeline');
  const { message } = App.useApp();
  const problem = useProblemText();
  const zone = useMe().time_zone;
  const { about, names } = useTimelineContext();
  const { mutateAsync: correct } = useCorrect(about);
  const [draft, setDraft] = useState(() => draftOf(entry, zone));
  const save = () => {
    const changes = changesOf(draft, entry, zone);
    onDone();
    if (Object.keys(changes).length === 0) return;
    correct({ entry, changes }).catch((error: unknown) => void message.error(problem(error)));
  };
  return (
    <DraftForm
      {...{ draft }}
      open
      label={t('entry.edit')}
      contacts={names}
      onChange={setDraft}
      onSave={save}
      onCancel={onDone}
    >
      <Button onClick={onDone}>{t('composer.cancel')}</Button>
      <Button type="primary" htmlType="submit">
        {t('composer.change')}
      </Button>
    </DraftForm>
  );
}
