import { Injectable } from '@nestjs/common';
import type { SavedFiltersAnswer, SaveFilterRequest } from '@skill-ledger/contracts';
import { change, listFilters, removeFilter, saveFilter } from '@skill-ledger/state';
import type { Caller } from '../http/caller.ts';
import { refusePersonalNumbers } from '../http/official-text.ts';
import { StateService } from '../state/state.service.ts';

/** Filters of the worklist that a user saved. */
@Injectable()
export class FiltersService {
  constructor(private readonly state: StateService) {}

  async list({ account }: Caller): Promise<SavedFiltersAnswer> {
    return { filters: await listFilters(await this.state.get(), account.id) };
  }

  async save({ account }: Caller, request: SaveFilterRequest): Promise<void> {
    refusePersonalNumbers({ name: request.name, query: valuesOf(request.query) });
    await change(await this.state.get(), (within) => saveFilter(within, account.id, request));
  }

  async remove({ account }: Caller, id: string): Promise<void> {
    await change(await this.state.get(), (within) => removeFilter(within, account.id, id));
  }
}

const valuesOf = (query: string): string => [...new URLSearchParams(query).values()].join('\n');
