/** Changes that somebody asks for: the sign-in is confirmed where the service wants it, refusals are told. */
import { useMutation, useQueryClient, type QueryKey } from '@tanstack/react-query';
import { App } from 'antd';
import { useTranslation } from 'react-i18next';
import { ProblemError, type FieldError } from '../../api/problems';
import { confirmFirst } from '../../session/confirm';
import { useFieldErrorText, useProblemText } from '../../ui/problems';

interface Options<R> {
  /** What was loaded and is old then. */
  touches: readonly QueryKey[];
  /** Told when it worked. */
  said?: string;
  done?: (result: R) => void;
}

export function useSaving<G, R>(call: (given: G) => Promise<R>, { touches, said, done }: Options<R>) {
  const queries = useQueryClient();
  const { message } = App.useApp();
  const text = useProblemText();
  return useMutation({
    mutationFn: (given: G) => confirmFirst(() => call(given)),
    onSuccess: async (result) => {
      if (said) void message.success(said);
      done?.(result);
      await Promise.all(touches.map((queryKey) => queries.invalidateQueries({ queryKey })));
    },
    onError: (error) => {
      if (!isPlaced(error)) void message.error(text(error));
    },
  });
}

/** Whose change is in the way is told in the form, with the values. */
const isPlaced = (error: unknown): boolean => error instanceof ProblemError && error.kind === 'edit-conflict';

/** What is wrong with a field, as a sentence, by the pointer to it. */
export function useFaults(error: unknown): (place: string) => string | undefined {
  const text = useFieldErrorText();
  return (place) => {
    if (!(error instanceof ProblemError) || error.status !== 422) return undefined;
    const fault = error.at(`/${place}`);
    return fault && text(counted(fault));
  };
}

/** The place in a formula as people count: the first character is the first. */
function counted(fault: FieldError): FieldError {
  const at = fault.params?.at;
  return typeof at === 'number' ? { ...fault, params: { ...fault.params, at: at + 1 } } : fault;
}

/** Asks once, in the words of what will happen. */
export function useAsk() {
  const { t } = useTranslation('administration');
  const { modal } = App.useApp();
  return (title: string, content: string, okText: string): Promise<boolean> =>
    new Promise((settle) => {
      modal.confirm({
        title,
        content,
        okText,
        okButtonProps: { danger: true },
        cancelText: t('cancel'),
        focusable: { autoFocusButton: 'cancel' },
        onOk: () => settle(true),
        onCancel: () => settle(false),
      });
    });
}
