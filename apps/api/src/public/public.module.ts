import { Module } from '@nestjs/common';
import { PublicDataController } from './public-data.controller.ts';
import { PublicDataService } from './public-data.service.ts';
import { PublicPagesController } from './public-pages.controller.ts';
import { PublicReplyService } from './public-reply.service.ts';
import { PublicSiteService } from './public-site.service.ts';

/** The public site and open data, from published bundles alone: it needs neither warehouse nor state. */
@Module({
  controllers: [PublicDataController, PublicPagesController],
  exports: [PublicSiteService],
  providers: [PublicSiteService, PublicReplyService, PublicDataService],
})
export class PublicModule {}
