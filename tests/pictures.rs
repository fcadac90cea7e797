//! The pictures of pages: their sizes, the forms that are made of them, and the cache in which these are kept. The forms are
//! read by another decoder than the library that makes them.

mod support;

use std::fs;
use std::io::Cursor;

use image::{ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use support::preview::Preview;
use support::site::Site;
use support::tree::Tree;

const PAGE: &str = "---\ntitle: Pictures\n---\n![The room](photo.jpg)\n\n![A plan](plan.png \"by hand\")\n";

/// A photograph: colours that change everywhere.
fn photograph(width: u32, height: u32) -> Vec<u8> {
    let grain = |x: u32, y: u32| ((x * 7919) ^ (y * 104_729) ^ (x * y)) % 23;
    let picture = RgbImage::from_fn(width, height, |x, y| {
        let at = |rate: f64| ((f64::from(x) / 90.0 + f64::from(y) / 70.0 * rate).sin() * 100.0 + 120.0) as u8;
        Rgb([at(1.0), at(0.3).saturating_add(grain(x, y) as u8), at(2.0)])
    });
    encoded(&picture.into(), ImageFormat::Jpeg)
}

/// A drawing: few colours, sharp edges, nothing behind it.
fn drawing(width: u32, height: u32) -> Vec<u8> {
    let picture = RgbaImage::from_fn(width, height, |x, y| match (x / 40 + y / 40) % 3 {
        0 => Rgba([0, 0, 0, 0]),
        1 => Rgba([10, 60, 130, 255]),
        _ => Rgba([250, 250, 250, 255]),
    });
    encoded(&picture.into(), ImageFormat::Png)
}

fn encoded(picture: &image::DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    picture.write_to(&mut out, format).expect("it can be encoded");
    out.into_inner()
}

fn site() -> Site {
    let site = Site::new().file("content/pages/pictures.md", PAGE).file("content/pages/photo.jpg", photograph(1000, 560));
    site.file("content/pages/plan.png", drawing(600, 300))
}

fn built(site: &Site) -> Tree {
    let run = site.build();
    assert_eq!((run.code, run.stderr.lines().count()), (Some(0), 1), "{}", run.stderr);
    site.public()
}

/// The forms that are published, with their bytes.
fn forms(tree: &Tree) -> Vec<(&str, &[u8])> {
    tree.contents().filter(|(path, _)| path.starts_with("theme/images/")).collect()
}

#[test]
fn pictures_have_their_size_and_smaller_forms() {
    let site = site();
    let tree = built(&site);
    let forms = forms(&tree);
    let name = |path: &str| path.rsplit_once('.').and_then(|(path, _)| path.rsplit_once('.')).expect("a fingerprint").0.to_owned();
    let names: Vec<String> = forms.iter().map(|(path, _)| name(path)).collect();
    let of = |stem: &str, widths: &[u32]| widths.iter().map(|width| format!("theme/images/{stem}-{width}")).collect::<Vec<_>>();
    assert_eq!(names, [of("photo", &[1000, 400, 800]), of("plan", &[400, 600])].concat());
    for (path, bytes) in &forms {
        let original = if path.contains("photo") { (1000, 560, "photo.jpg") } else { (600, 300, "plan.png") };
        let form = image::load_from_memory_with_format(bytes, ImageFormat::WebP).expect("it is WebP");
        let width: u32 = name(path).rsplit('-').next().and_then(|width| width.parse().ok()).expect("a width");
        assert_eq!((form.width(), form.height()), (width, (original.1 * width + original.0 / 2) / original.0), "{path}");
        assert!(bytes.len() < tree.contents().find(|(own, _)| *own == original.2).expect("it is published").1.len(), "{path}");
    }
    let page = tree.text("pictures/index.html").expect("there is a page");
    let set = |stem: &str, widths: &[u32]| {
        let path = |width: &u32| {
            format!(
                "../{} {width}w",
                forms.iter().find(|(path, _)| name(path) == format!("theme/images/{stem}-{width}")).expect("a form").0
            )
        };
        widths.iter().map(path).collect::<Vec<_>>().join(", ")
    };
    let source = |set: &str| format!("<picture><source type=\"image/webp\" srcset=\"{set}\" sizes=\"(min-width: 42rem) 38rem, 100vw\">");
    // The first is loaded at once.
    let first = "<img src=\"../photo.jpg\" alt=\"The room\" width=\"1000\" height=\"560\" decoding=\"async\"></picture>";
    let second = "<img src=\"../plan.png\" alt=\"A plan\" title=\"by hand\" width=\"600\" height=\"300\" loading=\"lazy\" decoding=\"async\"></picture>";
    for (set, image) in [(set("photo", &[400, 800, 1000]), first), (set("plan", &[400, 600]), second)] {
        assert!(page.contains(&format!("{}{image}", source(&set))), "{page}");
    }
    // What is made comes and goes with the program: only the pictures themselves are meant to last.
    assert!(!tree.text("data/urls.txt").expect("there is a list").contains("webp"));
}

#[test]
fn a_form_looks_like_its_picture() {
    let site = site();
    let tree = built(&site);
    for (path, bytes) in forms(&tree) {
        let form = image::load_from_memory(bytes).expect("it is a picture").into_rgba8();
        let original = if path.contains("photo") { photograph(1000, 560) } else { drawing(600, 300) };
        let original = image::load_from_memory(&original).expect("it is a picture");
        let narrow = original.resize_exact(form.width(), form.height(), image::imageops::FilterType::Triangle).into_rgba8();
        let far = |(one, other): (&Rgba<u8>, &Rgba<u8>)| {
            // Nobody sees the colour of what is transparent.
            let weight = |pixel: &Rgba<u8>, at: usize| i32::from(pixel[at]) * i32::from(pixel[3]) / 255;
            (0..3).map(|at| (weight(one, at) - weight(other, at)).abs()).sum::<i32>() + (i32::from(one[3]) - i32::from(other[3])).abs()
        };
        let distance = form.pixels().zip(narrow.pixels()).map(far).map(f64::from).sum::<f64>() / f64::from(form.width() * form.height());
        assert!(distance < 16.0, "{path}: {distance}");
    }
}

#[test]
fn the_forms_are_the_same_from_the_cache_and_without_it() {
    let site = site();
    let first = built(&site);
    let cache = site.beside("home/.cache/plenary/made");
    let entries = |folder: &std::path::Path| {
        walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok).filter(|entry| entry.file_type().is_file())
    };
    assert_eq!(entries(&cache).count(), 7, "five forms and two lists");
    assert_eq!(built(&site).difference(&first), [""; 0], "from the cache");
    for entry in entries(&cache) {
        let bytes = fs::read(entry.path()).expect("it is there");
        fs::write(entry.path(), &bytes[..bytes.len() - 1]).expect("it is ours");
    }
    assert_eq!(built(&site).difference(&first), [""; 0], "from a cache that is not whole");
    fs::remove_dir_all(&cache).expect("it may be removed");
    let run = site.run_command(site.plenary(&["build", "--jobs", "1"]).env_remove("HOME"));
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert_eq!(site.public().difference(&first), [""; 0], "without a cache");
    assert!(!cache.exists());
}

#[test]
fn a_picture_that_changes_has_other_forms_at_once() {
    let site = site();
    let before = built(&site);
    site.write("content/pages/photo.jpg", photograph(900, 560));
    let after = built(&site);
    let photographs =
        |tree: &Tree| forms(tree).into_iter().map(|(path, _)| path.to_owned()).filter(|path| path.contains("photo")).collect::<Vec<_>>();
    assert!(photographs(&after).iter().all(|path| !photographs(&before).contains(path)));
    assert!(after.text("pictures/index.html").expect("a page").contains("width=\"900\""));
}

#[test]
fn a_photograph_on_its_side_is_turned() {
    let photo = photograph(300, 200);
    // The segment of Exif stands after the first two bytes; orientation 6 is a quarter turn.
    let exif = b"\xff\xe1\0\x22Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";
    let photo = [&photo[..2], exif, &photo[2..]].concat();
    let site = Site::new()
        .file("content/pages/pictures.md", "---\ntitle: P\n---\n![The room](photo.jpg)\n")
        .file("content/pages/photo.jpg", photo);
    let tree = built(&site);
    let page = tree.text("pictures/index.html").expect("there is a page");
    assert!(page.contains("width=\"200\" height=\"300\""), "{page}");
    let (path, bytes) = forms(&tree)[0];
    let form = image::load_from_memory(bytes).expect("it is a picture");
    assert_eq!((form.width(), form.height()), (200, 300), "{path}");
}

#[test]
fn more_pixels_than_fit_into_memory_are_told_and_not_read() {
    // A header alone: 60,000 times 60,000 pixels (PNG, 11.2.1; the last four bytes are its check sum).
    let header = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\xea\x60\0\0\xea\x60\x08\x02\0\0\0";
    let mut sum = flate2::Crc::new();
    sum.update(&header[12..]);
    let bomb = [&header[..], &sum.sum().to_be_bytes(), b"\0\0\0\0IDAT\x35\xaf\x06\x1e"].concat();
    let site = Site::new().file("content/pages/p.md", "---\ntitle: P\n---\n![Large](large.png)\n").file("content/pages/large.png", bomb);
    let run = site.build();
    assert_eq!(run.code, Some(0));
    let told = "warning[unusable-picture]: `content/pages/large.png` has 3600000000 pixels, more than 67108864: it is published as it is";
    assert!(run.stderr.starts_with(told), "{}", run.stderr);
    assert!(
        site.public()
            .text("p/index.html")
            .expect("a page")
            .contains("<img src=\"../large.png\" alt=\"Large\" width=\"60000\" height=\"60000\"")
    );
}

#[test]
fn a_theme_asks_for_other_widths_or_for_none() {
    let site = site().file("themes/default/images.yaml", "widths: [320]\nsizes: 20rem\n");
    let tree = built(&site);
    assert_eq!(forms(&tree).len(), 2);
    assert!(tree.text("pictures/index.html").expect("a page").contains(" 320w\" sizes=\"20rem\">"));
    site.write("themes/default/images.yaml", "widths: []\nsizes: 20rem\n");
    assert_eq!(forms(&built(&site)), []);
    site.write("themes/default/images.yaml", "widths: [8]\nsize: x\n");
    let run = site.build();
    assert_eq!(run.code, Some(1));
    for fault in ["a width is 16 to 4096 pixels", "`size` is not a key of the pictures of a theme"] {
        assert!(run.stderr.contains(fault), "{}", run.stderr);
    }
}

#[test]
fn a_preview_shows_pictures_as_they_are_with_their_sizes() {
    let site = site();
    let preview = Preview::start(&site, &[]);
    let page = preview.get("/pictures/").text();
    assert!(page.contains("<img src=\"../photo.jpg\" alt=\"The room\" width=\"1000\" height=\"560\" decoding=\"async\">"), "{page}");
    assert!(!page.contains("<picture>"));
    assert!(!site.beside("home/.cache").exists(), "a preview writes nothing");
}
