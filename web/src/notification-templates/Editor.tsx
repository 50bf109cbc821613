import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk, useSaving } from '../administration/shared/saving';
import { ProblemError } from '../api/problems';
import { useFieldErrorText } from '../ui/problems';
import { Filled } from './Filled';
import {
  activateTemplate,
  createTemplate,
  TEMPLATES,
  updateTemplate,
  usePreview,
  type Place,
  type Template,
  type Texts,
  type Topic,
} from './queries';
import styles from './templates.module.css';
import { Versions } from './Versions';
import { sameTexts, textsOf, usesOf } from './versions';

interface Props {
  place: Place;
  topic: Topic;
  versions: readonly Template[];
  draft?: Template;
  /** What it begins with: the draft, or what is sent today. */
  first: Texts;
}

/** A text and what becomes of it, side by side. */
export function Editor({ place, topic, versions, draft, first }: Props) {
  const { t } = useTranslation('notification-templates');
  const [texts, setTexts] = useState(first);
  const preview = usePreview(place, texts);
  const kept = draft !== undefined && sameTexts(texts, textsOf(draft));
  const acts = useActs(place, draft);
  const ask = useAsk();
  const activate = async () => {
    if (!(await ask(t('activate.title'), t('activate.text'), t('activate.button')))) return;
    const saved = kept ? draft : await acts.save.mutateAsync(texts);
    acts.activate.mutate(saved.id);
  };
  const busy = acts.save.isPending || acts.activate.isPending;
  return (
    <div className={styles.columns}>
      <div className={styles.column}>
        <Written {...{ place, topic, texts }} onChange={setTexts} error={preview.error} />
        <div className={styles.actions}>
          <Button disabled={kept} loading={busy} onClick={() => acts.save.mutate(texts)}>
            {t(kept ? 'kept' : 'save')}
          </Button>
          <Button
            type="primary"
            disabled={preview.isError || (draft === undefined && sameTexts(texts, first))}
            loading={busy}
            onClick={() => void activate()}
          >
            {t('activate.button')}
          </Button>
        </div>
      </div>
      <div className={styles.column}>
        <Filled {...{ preview }} channel={place.channel} />
        <Versions versions={versions} onTake={(one) => setTexts(textsOf(one))} />
      </div>
    </div>
  );
}

function useActs(place: Place, draft: Template | undefined) {
  const { t } = useTranslation('notification-templates');
  const touches = [TEMPLATES];
  return {
    save: useSaving(
      (texts: Texts) => (draft ? updateTemplate(draft, texts) : createTemplate({ ...place, ...texts })),
      { touches: [[...TEMPLATES, 'all']], said: t('saved') },
    ),
    activate: useSaving(activateTemplate, { touches, said: t('activate.done') }),
  };
}

interface WrittenProps {
  place: Place;
  topic: Topic;
  texts: Texts;
  onChange: (texts: Texts) => void;
  error: unknown;
}

const ROWS = { subject: 1, text: 10, mjml: 16 } as const;

function Written({ place, topic, texts, onChange, error }: WrittenProps) {
  const { t } = useTranslation('notification-templates');
  const say = useFieldErrorText();
  const base = useId();
  const [last, setLast] = useState<keyof Texts>('text');
  const mail = place.channel === 'email';
  const names = mail ? (['subject', 'text', 'mjml'] as const) : (['text'] as const);
  const faults = error instanceof ProblemError ? (error.problem.errors ?? []) : [];
  return (
    <>
      <p className={styles.hint}>{t('fields')}</p>
      <ul className={styles.uses}>
        {usesOf(topic.sample).map((use, index) => {
          const name = Object.keys(topic.sample)[index] ?? '';
          const needed = topic.required.includes(name);
          return (
            <li key={name}>
              <Button
                size="small"
                title={use}
                onClick={() => onChange({ ...texts, [last]: texts[last] + use })}
              >
                {needed ? t('needed', { name }) : name}
              </Button>
            </li>
          );
        })}
      </ul>
      {names.map((name) => (
        <div key={name} className={styles.field}>
          <label htmlFor={base + name}>{t(`texts.${name}`)}</label>
          <Input.TextArea
            id={base + name}
            className={name === 'subject' ? undefined : styles.code}
            autoSize={{ minRows: ROWS[name], maxRows: 24 }}
            value={texts[name]}
            status={faults.some((one) => one.pointer === `/${name}`) ? 'error' : undefined}
            onFocus={() => setLast(name)}
            onChange={(event) => onChange({ ...texts, [name]: event.target.value })}
          />
          {faults
            .filter((one) => one.pointer === `/${name}`)
            .map((one, index) => (
              <p key={index} role="alert" className={styles.fault}>
                {say(one)}
              </p>
            ))}
        </div>
      ))}
    </>
  );
}
