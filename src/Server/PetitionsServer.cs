using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;
using Petitions.Server.Access;
using Petitions.Server.Api;
using Petitions.Server.Notices;
using Petitions.Server.Studio;
using Petitions.Server.Studio.Definitions;
using Petitions.Server.Studio.Descriptors;
using Petitions.Server.Studio.Hosting;
using Petitions.Server.Studio.Instances;
using Petitions.Server.Studio.Moving;
using Petitions.Server.Studio.Replay;
using Petitions.Server.Studio.Trial;
using Petitions.Server.Ui;
using Petitions.Server.Uploading;
using Petitions.Server.Workers;
using Petitions.Storage;
using Petitions.Storage.Queries;

namespace Petitions.Server;

/// <summary>Services and routes of one server on a ground that is open.</summary>
public static class PetitionsServer
{
    public static WebApplication Build(Ground ground, params string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls(ground.Settings.Urls.Split(';')).ConfigureKestrel(k =>
        {
            k.AddServerHeader = false;
            k.Limits.MaxRequestBodySize = 20 * 1024 * 1024;
        });
        builder.Logging.AddSimpleConsole(line => line.SingleLine = true).SetMinimumLevel(LogLevel.Warning)
            // A start that fails is told by the one who asked for it; our own loops tell of themselves.
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None)
            .AddFilter("Microsoft.AspNetCore.Server.Kestrel", LogLevel.None)
            .AddFilter("Microsoft.AspNetCore.Diagnostics.ExceptionHandlerMiddleware", LogLevel.None)
            // The keys lie in the database; who reads them there reads everything else as well.
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        Services(builder.Services, ground);
        var app = builder.Build();
        Routes(app);
        return app;
    }

    private static void Services(IServiceCollection services, Ground ground)
    {
        services.AddSingleton(ground.Settings).AddSingleton(ground.Clock).AddSingleton<TimeProvider>(ground.Clock);
        services.AddSingleton(ground.Database).AddSingleton(ground.Keys).AddSingleton(ground.Library).AddSingleton(ground.Definitions).AddSingleton(ground.Desk);
        services.AddSingleton<Storage.People>().AddSingleton<KeyRing>().AddSingleton<Files>().AddSingleton<JobRuns>().AddSingleton<AuditAnchors>()
            .AddSingleton<DueTimers>().AddSingleton<Outbox>().AddSingleton<NoticeMarks>().AddSingleton<Whereabouts>();
        services.AddSingleton<SealedCases>().AddSingleton<CaseFolders>().AddSingleton<RepeatCandidates>().AddSingleton<CaseList>().AddSingleton<MyTasks>().AddSingleton<MyNotices>().AddSingleton<DeskInbox>()
            .AddSingleton<Board>().AddSingleton<Jobs>().AddSingleton<GoodRuns>().AddSingleton<AccountabilityCases>().AddSingleton<CaseLibrary>();
        services.AddSingleton<ReferenceChanges>().AddSingleton<ReferenceApply>().AddSingleton<ReferenceDesk>().AddSingleton<ApplyJob>();
        services.AddSingleton<DefinitionDrafts>().AddSingleton<DefinitionList>().AddSingleton<DefinitionDesk>().AddSingleton<Toolbox>();
        services.AddSingleton<InstanceList>().AddSingleton<InstanceBook>().AddSingleton<InstanceDesk>().AddSingleton<InstanceWatch>().AddHostedService(s => s.GetRequiredService<InstanceWatch>());
        services.AddSingleton<RecordedCases>().AddSingleton<TriedDrawings>().AddSingleton<PageStates>().AddSingleton<RehearsalDesk>();
        services.AddSingleton<UnitOrders>().AddSingleton<UnitOrderApply>().AddSingleton<SuccessionDesk>().AddSingleton<SuccessionJob>();
        services.AddSingleton<WorkflowMoveOrders>().AddSingleton<WorkflowMoveApply>().AddSingleton<MoveDesk>().AddSingleton<MoveJob>();
        services.AddSingleton<ContractRegister>().AddSingleton<ContractDesk>();
        services.AddSingleton<IncidentRegister>().AddSingleton<IncidentDesk>().AddSingleton<IncidentJob>().AddSingleton<EarlySignBook>().AddSingleton<EarlySignDesk>();
        services.AddSingleton<Uploads>().AddSingleton<PetitionerFiles>().AddSingleton<CaseReads>().AddSingleton<Works>().AddSingleton<Alarms>();
        foreach (var kind in FileCarrier.Kinds)
            services.AddSingleton<IOutboxCarrier>(s => new FileCarrier(kind, ground.Settings.MessageFile, s.GetRequiredService<ILogger<FileCarrier>>()));
        services.AddSingleton<SweepJob>().AddSingleton<OutboxWorker>();
        if (ground.Settings.Workers)
        {
            services.AddHostedService(s => s.GetRequiredService<SweepJob>()).AddHostedService(s => s.GetRequiredService<OutboxWorker>())
                .AddHostedService(s => s.GetRequiredService<ApplyJob>()).AddHostedService(s => s.GetRequiredService<IncidentJob>())
                .AddHostedService(s => s.GetRequiredService<SuccessionJob>()).AddHostedService(s => s.GetRequiredService<MoveJob>());
            services.AddSchedule(ground.Database, ground.Clock);
        }
        Doors(services);
    }

    private static void Doors(IServiceCollection services)
    {
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.AddRazorComponents();
        services.AddHttpContextAccessor();
        services.AddSignalR();
        services.AddDataProtection().SetApplicationName("petitions");
        services.AddSingleton<KeyRepository>();
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(s => new ConfigureOptions<KeyManagementOptions>(keys => keys.XmlRepository = s.GetRequiredService<KeyRepository>()));
        services.AddSignIn();
        services.AddSingleton<Visitors>().AddSingleton<PetitionerDoor>();
        services.ConfigureHttpJsonOptions(json => CommandJson.Configure(json.SerializerOptions));
        // Outside development a value that cannot be read would be answered with a bare 400.
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddOpenApi(OpenApi.Describe);
        services.AddExceptionHandler<ApiErrors>().AddExceptionHandler<StudioErrors>().AddExceptionHandler<PageErrors>();
        services.AddResponseCompression(compression =>
        {
            // Pages bear secrets beside what visitors typed; only what is the same for everybody is compressed.
            compression.MimeTypes = ["text/css", "text/javascript", "image/svg+xml"];
            compression.EnableForHttps = true;
        });
    }

    private static void Routes(WebApplication app)
    {
        app.UseExceptionHandler(_ => { });
        app.Use(SafeHeaders.AddAsync);
        app.UseResponseCompression();
        app.UseAssets();
        app.UseStudioFiles();
        // After the assets: they are served only where no route was chosen before, and the fallback below would be chosen.
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapHealth();
        app.MapOpenApi("/openapi/{documentName}.json");
        app.MapSignIn();
        var api = app.MapGroup("/api");
        api.MapCaseApi();
        api.MapRights();
        api.MapReads();
        api.MapReferenceApi();
        api.MapIncidentApi();
        api.MapSuccessionApi();
        api.MapMoveApi();
        api.MapContractApi();
        api.MapEarlySignApi();
        api.MapPeopleLists();
        api.MapFileApi();
        app.MapStudioApi();
        app.MapHub<InstanceHub>(InstanceHub.Path).RequireAuthorization(Wires.Staff);
        app.MapStudioPages();
        app.MapPages();
        // Without it an address that does not exist is answered with an empty page.
        app.MapFallback("{**path}", void () => throw Petitions.Cases.Refusals.NotThere()).ExcludeFromDescription();
        BuildOnce(app);
    }

    /// <summary>The router and the rights read the endpoints separately, and a source compiles all of its own (about 300) whenever it is read.</summary>
    private static void BuildOnce(IEndpointRouteBuilder routes)
    {
        var built = new DefaultEndpointDataSource(routes.DataSources.SelectMany(source => source.Endpoints));
        routes.DataSources.Clear();
        routes.DataSources.Add(built);
    }
}
