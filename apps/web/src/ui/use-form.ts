import { zodResolver } from '@hookform/resolvers/zod';
import { useEffect, useId, useState } from 'react';
import {
  type DefaultValues,
  type FieldValues,
  type Path,
  type PathValue,
  useForm as useHookForm,
} from 'react-hook-form';
import type { z } from 'zod';
import { RequestError } from '../api/client.ts';
import { useLanguage } from '../i18n/language.ts';
import { explainIssue, inLanguage } from './form-issue.ts';

type FormSchema = z.ZodType<FieldValues, FieldValues>;

interface FormOptions<S extends FormSchema> {
  /** The contract's schema of the request. */
  schema: S;
  /** Initial values of the fields. */
  values: DefaultValues<z.input<S>>;
  /** Label of each field, also used in the summary of errors. */
  labels: { [N in keyof z.input<S>]?: string };
  /** Sends the parsed values; its errors are shown above the fields. */
  onSubmit: (values: z.output<S>) => Promise<unknown> | unknown;
  /** Called after every change, to keep a draft. */
  onChange?: (values: z.input<S>) => void;
}

/** A form over a schema of the contracts. Validates as the server does: on submit, then while errors are corrected. */
export function useForm<S extends FormSchema>({
  schema,
  values,
  labels,
  onSubmit,
  onChange,
}: FormOptions<S>) {
  type Values = z.input<S>;
  const id = useId();
  const { language } = useLanguage();
  const [failure, setFailure] = useState<Error>();
  const form = useHookForm<Values, unknown, z.output<S>>({
    defaultValues: values,
    resolver: zodResolver(schema, { error: (issue) => explainIssue(issue)[language] }),
  });
  const { errors, isSubmitting, isSubmitted } = form.formState;
  useEffect(() => {
    if (!onChange) return;
    const { unsubscribe } = form.watch((now) => onChange(now as Values));
    return unsubscribe;
  }, [form, onChange]);
  const names = Object.keys(labels) as Path<Values>[];
  const about = (name: Path<Values>) => ({
    id: `${id}-${name}`,
    label: labels[name] ?? name,
    error: inLanguage(language, form.getFieldState(name, form.formState).error?.message),
  });
  const submit = async (output: z.output<S>): Promise<void> => {
    setFailure(undefined);
    try {
      await onSubmit(output);
    } catch (error) {
      setFailure(error as Error);
      // The server's field errors are shown at the field.
      if (!(error instanceof RequestError)) return;
      for (const part of error.parts) {
        const name = names.find((one) => one === part.field);
        if (name) form.setError(name, { message: part[language] });
      }
    }
  };
  return {
    /** Props of a native field: `TextField`, `TextArea`, `Select`. */
    field: (name: Path<Values>) => ({ ...form.register(name), ...about(name) }),
    /** Props of a controlled field: `Combobox`, `DatePicker`. */
    control: (name: Path<Values>) => ({
      ...about(name),
      value: (form.watch(name) ?? '') as string,
      onChange: (value: string) =>
        form.setValue(name, value as PathValue<Values, Path<Values>>, { shouldValidate: isSubmitted }),
    }),
    watch: (name: Path<Values>) => form.watch(name),
    reset: form.reset,
    busy: isSubmitting,
    /** Props of `Form`. */
    form: {
      onSubmit: form.handleSubmit(submit),
      failure,
      errors: names.map(about).filter(({ error }) => error !== undefined),
      /** Errors of the form, not of one field. */
      formError: errors.root?.message,
    },
  };
}
