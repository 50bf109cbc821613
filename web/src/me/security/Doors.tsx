import { App, Button, Popconfirm, Skeleton, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format';
import { useProblemText } from '../../ui/problems';
import { ErrorState } from '../../ui/states/ErrorState';
import styles from '../me.module.css';
import { agentOf } from './agent';
import type { useOwnDevices, useOwnSessions } from './sessions';

interface Door {
  id: string;
  agent: string;
  address: string;
  at: string;
  current: boolean;
}

interface Props<T> {
  name: string;
  found: Omit<ReturnType<typeof useOwnSessions> | ReturnType<typeof useOwnDevices>, 'data'> & {
    data: T[] | undefined;
  };
  read: (one: T) => Door;
  end: (id: string) => Promise<void>;
  words: { title: string; text: string; current: string; end: string; sure: string };
  /** What is offered besides, below the list, while there are others than this one. */
  others?: { end: () => Promise<void>; name: string; sure: string };
}

/** A list of what lets somebody in as oneself, each to be shut. */
export function Doors<T>({ name, found, read, end, words, others }: Props<T>) {
  const { t } = useTranslation('me');
  const { message } = App.useApp();
  const text = useProblemText();
  const format = useFormat();
  const attempt = (work: Promise<void>) => work.catch((error: unknown) => void message.error(text(error)));
  const doors = found.data?.map(read) ?? [];
  return (
    <section className={styles.section} aria-labelledby={`${name}-title`}>
      <h2 id={`${name}-title`}>{words.title}</h2>
      <p className={styles.hint}>{words.text}</p>
      {found.isPending && <Skeleton active />}
      {found.isError && <ErrorState error={found.error} retry={() => void found.refetch()} />}
      <ul className={styles.rows}>
        {doors.map((door) => (
          <li key={door.id}>
            <div>
              {agentOf(door.agent) || t('unknownAgent')} {door.current && <Tag>{words.current}</Tag>}
              <p>
                {door.address} · <time title={format.moment(door.at)}>{format.relative(door.at)}</time>
              </p>
            </div>
            {!door.current && (
              <Popconfirm title={words.sure} okText={words.end} onConfirm={() => attempt(end(door.id))}>
                <Button size="small">{words.end}</Button>
              </Popconfirm>
            )}
          </li>
        ))}
      </ul>
      {others && doors.some((door) => !door.current) && (
        <div>
          <Popconfirm title={others.sure} okText={others.name} onConfirm={() => attempt(others.end())}>
            <Button danger>{others.name}</Button>
          </Popconfirm>
        </div>
      )}
      {found.hasNextPage && (
        <div>
          <Button loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
            {t('more')}
          </Button>
        </div>
      )}
    </section>
  );
}
